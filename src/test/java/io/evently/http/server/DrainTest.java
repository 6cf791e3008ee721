package io.evently.http.server;

import io.evently.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The HTTP edge that stops")
class DrainTest {
    private static final int PATIENCE_MS = 60_000;

    private final Promise<Void> slow = Promise.promise();
    private EdgeFixture edge;

    @BeforeEach
    void start(Vertx vertx) {
        edge = EdgeFixture.start(
                vertx,
                token -> Optional.empty(),
                itsVertx -> operations -> operations
                        .on("getLiveness", call -> Future.succeededFuture(Reply.of(200, Map.of("status", "OK"))))
                        .on("getReadiness", call -> slow.future().map(done -> Reply.of(200, Map.of("status", "OK")))));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    @DisplayName("answers a kept connection once more, says that this was the last, and ends it without a reset")
    void keptConnection() throws IOException {
        try (Client busy = new Client();
                Client waiting = new Client()) {
            assertThat(busy.ask("/health/live")).contains("HTTP/1.1 200 OK").doesNotContain("connection: close");
            waiting.send("/health/ready");

            Future<Void> stopping = edge.stop();
            List<String> last = busy.ask("/health/live");
            while (!last.contains("connection: close")) {
                assertThat(last).contains("HTTP/1.1 200 OK");
                last = busy.ask("/health/live");
            }
            assertThat(last).contains("HTTP/1.1 200 OK");
            assertThat(busy.ended()).isTrue();
            Awaitility.await().until(this::refused);
            assertThat(stopping.isComplete()).isFalse();
            slow.complete();
            assertThat(waiting.answer()).contains("HTTP/1.1 200 OK");
            assertThat(waiting.ended()).isTrue();
            Awaitility.await().until(stopping::succeeded);
        }
    }

    @Test
    @DisplayName("ends a connection that rests, and needs nobody to ask for that")
    void restingConnection() throws IOException {
        try (Client resting = new Client()) {
            assertThat(resting.ask("/health/live")).contains("HTTP/1.1 200 OK");
            Future<Void> stopping = edge.stop();
            assertThat(resting.ended()).isTrue();
            Awaitility.await().until(stopping::succeeded);
        }
    }

    private boolean refused() {
        try (Socket another = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            return !another.isConnected();
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
        private final BufferedReader reader;

        Client() throws IOException {
            socket.setSoTimeout(PATIENCE_MS);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send(String path) throws IOException {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        List<String> ask(String path) throws IOException {
            send(path);
            return answer();
        }

        /** The lines of the head; the body is read and dropped. */
        List<String> answer() throws IOException {
            List<String> head = new ArrayList<>();
            int length = 0;
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.add(line);
                if (line.startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                }
            }
            for (int i = 0; i < length; i++) {
                assertThat(reader.read()).isNotNegative();
            }
            return head;
        }

        /** Whether the server has ended it, in order: a reset would throw. */
        boolean ended() throws IOException {
            return reader.read() == -1;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
