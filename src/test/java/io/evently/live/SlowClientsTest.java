package io.evently.live;

import io.evently.http.server.EdgeFixture;
import io.evently.http.server.HttpConfig;
import io.evently.http.server.ManagementConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Waits for connections to end, however long that takes: without their limits they would not. */
// What goes over the wire is written with its line ends.
@SuppressWarnings("StringConcatToTextBlock")
@ExtendWith(VertxExtension.class)
@DisplayName("A client that is slow on the paths of the sockets")
class SlowClientsTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private LiveFixture fixture;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        HttpConfig usual = EdgeFixture.config();
        fixture = LiveFixture.start(
                vertx,
                LiveFixture.config(),
                new HttpConfig(
                        usual.host(),
                        usual.port(),
                        usual.instances(),
                        usual.corsOrigins(),
                        usual.trustedProxies(),
                        SHORT,
                        SHORT,
                        SHORT,
                        usual.maxBodyBytes(),
                        usual.connectionsPerAddress(),
                        ManagementConfig.NONE));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /eventbus/000/x/xhr_send HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "POST /eventbus/000/x/xhr_send HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[",
                "POST /socket.io/?EIO=4&transport=polling&sid=SID HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n4"
            })
    @DisplayName("with a body that is wanted is told 408")
    void body(String request) throws IOException {
        assertThat(send(request.replace("SID", session())))
                .startsWith("HTTP/1.1 408")
                .contains("REQUEST_TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /eventbus/000/x/xhr HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "POST /eventbus/000/y/xhr_streaming HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "POST /eventbus/info HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "POST /eventbus/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "GET /socket.io/?EIO=4&transport=polling&sid=SID HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "DELETE /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[",
                "GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Content-Length: 100\r\n\r\n["
            })
    @DisplayName("with a body that nobody waits for is hung up on")
    void unwantedBody(String request) throws IOException {
        assertThat(send(request.replace("SID", session()))).doesNotStartWith("HTTP/1.1 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /eventbus/info HTTP/1.1\r\nHost: x\r\nUpgrade: foo\r\n\r\n",
                "GET /eventbus/info HTTP/1.1\r\nHost: x\r\nUpgrade: foo\r\n\r\nGET / HTTP/1.1\r\nHost:",
                "GET /eventbus/nothing HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n",
                "GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n",
                "GET /socket.io/?EIO=3&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\nGET"
            })
    @DisplayName("and asks for an upgrade that it does not get is hung up on like any other")
    void upgrade(String request) throws IOException {
        assertThat(send(request)).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 101");
    }

    @Test
    @DisplayName("with a body that breaks off is told 400, and nothing of it is taken")
    void brokenOff() throws IOException {
        String answer = send("POST /eventbus/000/x/xhr_send HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\n[]\r\nnonsense\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /eventbus/000/x/xhr_send HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]",
                "POST /socket.io/?EIO=4&transport=polling&sid=SID HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: 1\r\n\r\n3"
            })
    @DisplayName("or sends an encoded body is told 415")
    void encoded(String request) throws IOException {
        assertThat(send(request.replace("SID", session()))).startsWith("HTTP/1.1 415");
    }

    private String session() throws IOException {
        String opened =
                send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return new JsonObject(opened.substring(opened.indexOf('{'), opened.lastIndexOf('}') + 1)).getString("sid");
    }

    private String send(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), fixture.edge().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return readAll(socket.getInputStream());
        }
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.write(buffer, 0, read);
            }
        } catch (SocketException reset) {
            return all.toString(StandardCharsets.US_ASCII);
        }
        return all.toString(StandardCharsets.US_ASCII);
    }
}
