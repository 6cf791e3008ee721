package io.evently.fault;

import io.evently.NodeClient;
import io.evently.RunningNode;
import io.evently.testing.TcpProxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

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
                    org.awaitility.Awaitility.await().until(() -> load.booked().size() > 50);
                    line.freeze();
                    assertThat(node.terminate()).isIn(TERMINATED, LAST_RESORT);
                }
                assertThat(node.log()).contains("Stopping");
            }
        }
    }
}
