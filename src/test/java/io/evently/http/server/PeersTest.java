package io.evently.http.server;

import io.evently.http.Envelope;
import io.evently.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("Connections")
class PeersTest {
    private static final String REQUEST = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    @DisplayName("of one address, or of one IPv6 network, are counted together")
    void groups() {
        Peers peers = new Peers(config(2, List.of("10.0.0.0/8")));
        assertThat(peers.admit("192.0.2.1")).isTrue();
        assertThat(peers.admit("192.0.2.1")).isTrue();
        assertThat(peers.admit("192.0.2.1")).isFalse();
        assertThat(peers.admit("192.0.2.2")).isTrue();
        assertThat(peers.admit("2001:db8::1")).isTrue();
        assertThat(peers.admit("2001:db8:0:0:ffff::2%eth0")).isTrue();
        assertThat(peers.admit("2001:db8::3")).isFalse();
        assertThat(peers.admit("2001:db8:0:1::1")).isTrue();
        peers.gone("2001:db8::1");
        assertThat(peers.admit("2001:db8::4")).isTrue();
        assertThat(peers.admit("2001:db8::5")).isFalse();
    }

    @Test
    @DisplayName("of trusted proxies are not counted")
    void proxies() {
        Peers peers = new Peers(config(1, List.of("10.0.0.0/8")));
        for (int i = 0; i < 10; i++) {
            assertThat(peers.admit("10.1.2.3")).isTrue();
        }
        peers.gone("10.1.2.3");
        assertThat(peers.admit("192.0.2.1")).isTrue();
        assertThat(peers.admit("192.0.2.1")).isFalse();
    }

    @Test
    @DisplayName("beyond the number that an address may have are closed at once, until another one ends")
    void closed(Vertx vertx) throws Exception {
        try (EdgeFixture edge = edge(vertx, config(2, List.of()))) {
            Socket first = open(edge);
            Socket second = open(edge);
            assertThat(isServed(first)).isTrue();
            assertThat(isServed(second)).isTrue();
            try (Socket third = open(edge)) {
                assertThat(isServed(third)).isFalse();
            }
            first.close();
            await().until(() -> {
                try (Socket later = open(edge)) {
                    return isServed(later);
                }
            });
            assertThat(isServed(second)).isTrue();
            second.close();
        }
    }

    @Test
    @DisplayName("are all served that come through a trusted proxy")
    void behindProxy(Vertx vertx) throws Exception {
        try (EdgeFixture edge = edge(vertx, config(1, List.of("127.0.0.1")));
                Socket first = open(edge);
                Socket second = open(edge)) {
            assertThat(isServed(first)).isTrue();
            assertThat(isServed(second)).isTrue();
        }
    }

    private static EdgeFixture edge(Vertx vertx, HttpConfig config) {
        return EdgeFixture.start(
                vertx,
                config,
                token -> Optional.empty(),
                List.of(v -> operations ->
                        operations.on("getLiveness", call -> Future.succeededFuture(Reply.ok(Envelope.success())))));
    }

    private static HttpConfig config(int perAddress, List<String> proxies) {
        HttpConfig usual = EdgeFixture.config();
        return new HttpConfig(
                usual.host(),
                usual.port(),
                usual.instances(),
                usual.corsOrigins(),
                proxies,
                usual.idleTimeout(),
                usual.readIdleTimeout(),
                usual.bodyDeadline(),
                usual.maxBodyBytes(),
                perAddress,
                ManagementConfig.NONE);
    }

    private static Socket open(EdgeFixture edge) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), edge.port());
    }

    private static boolean isServed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[8_192];
            int read = socket.getInputStream().read(answer);
            return read > 0 && new String(answer, 0, read, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
        } catch (SocketException closed) {
            return false;
        }
    }
}
