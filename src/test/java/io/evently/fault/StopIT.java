package io.evently.fault;

import io.evently.NodeClient;
import io.evently.RunningNode;
import io.evently.testing.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("SIGTERM")
class StopIT {
    /** The JVM's own code for an end that SIGTERM asked for. */
    private static final int TERMINATED = 143;

    private static final int LAST_RESORT = 1;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"PT0S,PT20S", "PT1.5S,PT20S", "PT0.001S,PT0.3S", "PT3S,PT0.001S"})
    @DisplayName("ends an idle node, whatever shutdown.drainDelay and shutdown.patience, without an error in the log")
    void anySetting(String drainDelay, String patience) throws Exception {
        Map<String, String> environment = RunningNode.freshEnvironment();
        environment.put("EVENTLY_SHUTDOWN_DRAIN_DELAY", drainDelay);
        environment.put("EVENTLY_SHUTDOWN_PATIENCE", patience);
        try (NodeProcess node = NodeProcess.start(environment, directory)) {
            assertThat(node.terminate()).isEqualTo(TERMINATED);
            assertThat(node.log()).contains("Stopped").doesNotContain("ERROR", "Exception");
        }
    }

    @Test
    @DisplayName("ends a node whose database stands still with bookings under way")
    void frozenDatabase() throws Exception {
        Map<String, String> environment = RunningNode.freshEnvironment();
        try (TcpProxy line = new TcpProxy(environment.get("DATABASE_URL"))) {
            environment.put("DATABASE_URL", line.over(environment.get("DATABASE_URL")));
            environment.put("EVENTLY_SHUTDOWN_PATIENCE", "PT4S");
            try (NodeProcess node = NodeProcess.start(environment, directory)) {
                NodeClient.Member member = node.client().register();
                UUID event = node.client().event(1_000);
                try (BookingLoad load = new BookingLoad(event, member, node.client())) {
                    await().until(() -> load.booked().size() > 50);
                    line.freeze();
                    assertThat(node.terminate()).isIn(TERMINATED, LAST_RESORT);
                }
                assertThat(node.log()).contains("Stopping");
            }
        }
    }

    @Test
    @DisplayName(
            "gives up the mails under way to a server that hangs, long before the patience is over, without an error")
    void hangingMailServer() throws Exception {
        try (SilentServer mail = new SilentServer()) {
            Map<String, String> environment = RunningNode.freshEnvironment();
            environment.putAll(Map.of(
                    "EVENTLY_SHUTDOWN_PATIENCE", "PT2M",
                    "EVENTLY_NOTIFICATION_EMAIL_ENABLED", "true",
                    "EVENTLY_NOTIFICATION_EMAIL_HOST", "127.0.0.1",
                    "EVENTLY_NOTIFICATION_EMAIL_PORT", Integer.toString(mail.port()),
                    "EVENTLY_NOTIFICATION_EMAIL_SECURITY", "none",
                    "EVENTLY_NOTIFICATION_EMAIL_TIMEOUT", "PT1M",
                    "EVENTLY_NOTIFICATION_EMAIL_FROM", "Evently <tickets@example.com>"));
            try (NodeProcess node = NodeProcess.start(environment, directory)) {
                UUID event = node.client().event(100);
                node.client().book(node.client().register(), event, 1);
                await().until(mail::hasClients);
                long begun = System.nanoTime();
                assertThat(node.terminate()).isEqualTo(TERMINATED);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(50));
                assertThat(node.log()).contains("Stopped").doesNotContain("ERROR", "Exception");
            }
        }
    }

    /** Takes connections and never says a word. */
    private static final class SilentServer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

        SilentServer() throws IOException {
            Thread accepting = new Thread(this::accept, "silent-server");
            accepting.setDaemon(true);
            accepting.start();
        }

        int port() {
            return server.getLocalPort();
        }

        boolean hasClients() {
            return !clients.isEmpty();
        }

        private void accept() {
            try {
                while (!server.isClosed()) {
                    clients.add(server.accept());
                }
            } catch (IOException e) {
                // Closed: the test is over.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        }
    }
}
