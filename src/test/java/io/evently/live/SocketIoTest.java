package io.evently.live;

import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.http.server.HttpConfig;
import io.evently.testing.Timestamps;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("The protocol of Socket.IO")
class SocketIoTest {
    private static final UUID ALICE = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String CONNECT = "40/notifications,";
    private static final long PATIENCE_S = 60;

    private Vertx vertx;
    /** Kept, for a client that nobody holds closes its sockets when it is collected. */
    private WebSocketClient client;

    private LiveFixture fixture;

    @BeforeEach
    void start(Vertx given) throws Exception {
        vertx = given;
        client = vertx.createWebSocketClient();
        fixture = LiveFixture.start(given);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource({
        "GET, /socket.io/?EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAAAAAAAAAA, 400, 1",
        "POST, /socket.io/?EIO=4&transport=polling&sid=019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7, 400, 1",
        "GET, /socket.io/?EIO=4&transport=polling&sid=%00, 400, 1",
        "POST, /socket.io/?EIO=4&transport=polling, 400, 2",
        "GET, /socket.io/?EIO=4&transport=websocket, 400, 3",
        "GET, /socket.io/?EIO=4&transport=pigeon, 400, 0",
        "GET, /socket.io/?EIO=4, 400, 0",
        "GET, /socket.io/?EIO=3&transport=polling, 400, 5",
        "GET, /socket.io/, 400, 5",
    })
    @DisplayName("refuses what it does not understand in its own words")
    void refusals(String method, String path, int status, int code) throws Exception {
        Answer answer = fixture.edge().send(method, path, method.equals("POST") ? "40" : null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("code").asInt(-1)).isEqualTo(code);
        assertThat(fixture.sockets()).isZero();
    }

    @Test
    @DisplayName("has no other paths, and lets no page of another origin in")
    void strangers() throws Exception {
        assertThat(fixture.edge().get("/socket.io/socket.io.js").status()).isEqualTo(404);
        assertThat(fixture.edge().get(POLLING, "Origin", "http://evil.example").status())
                .isEqualTo(403);
        Answer allowed = fixture.edge().get(POLLING, "Origin", "http://localhost:8080");
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:8080");
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isNull();
        assertThat(fixture.refused("origin")).isEqualTo(1);
        assertThatThrownBy(() -> socket(WEBSOCKET, "http://evil.example")).isInstanceOf(UpgradeRejectedException.class);
    }

    @Test
    @DisplayName("keeps what is said while the transport changes, in its order")
    void upgrade() throws Exception {
        String session = begin();
        connect(session, fixture.token(ALICE));
        CompletableFuture<Answer> poll = polled(session);
        assertThat(fixture.deliver(ALICE, "booking_held", "one")).isTrue();
        assertThat(poll.get(PATIENCE_S, SECONDS).text()).contains("one");

        Line line = socket(WEBSOCKET + "&sid=" + session, null);
        CompletableFuture<Answer> held = polled(session);
        assertThat(fixture.deliver(ALICE, "booking_held", "two")).isTrue();
        assertThat(held.get(PATIENCE_S, SECONDS).text()).contains("two");
        CompletableFuture<Answer> last = polled(session);
        line.write("2probe");
        assertThat(line.read()).isEqualTo("3probe");
        // The poll that is under way ends, and every further one at once, so that the client can stop.
        assertThat(last.get(PATIENCE_S, SECONDS).text()).isEqualTo("6");
        assertThat(polled(session).get(PATIENCE_S, SECONDS).text()).isEqualTo("6");
        assertThat(fixture.deliver(ALICE, "booking_held", "three")).isTrue();
        assertThat(fixture.deliver(ALICE, "booking_held", "four")).isTrue();
        line.write("5");
        assertThat(line.read()).contains("three");
        assertThat(line.read()).contains("four");
        assertThat(fixture.deliver(ALICE, "booking_held", "five")).isTrue();
        assertThat(line.read()).contains("five");
        assertThat(post(session, "3").status()).isEqualTo(400);
        assertThat(fixture.sockets()).isEqualTo(1);
    }

    @Test
    @DisplayName("goes on by polling when the WebSocket on trial fails, and a stray one does no harm")
    void failedUpgrade() throws Exception {
        String session = begin();
        connect(session, fixture.token(ALICE));
        Line line = socket(WEBSOCKET + "&sid=" + session, null);
        line.write("2probe");
        assertThat(line.read()).isEqualTo("3probe");
        Line stray = socket(WEBSOCKET + "&sid=" + session, null);
        stray.awaitClosed();
        line.close();
        await().until(() -> fixture.deliver(ALICE, "booking_held", "still polling"));
        assertThat(polled(session).get(PATIENCE_S, SECONDS).text()).contains("still polling");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42/notifications,[\"subscribe\",{}]",
                "7",
                "4",
                "",
                "49",
                "40/notifications,{\"token\":",
                "450-/notifications,[\"subscribe\",{\"_placeholder\":true,\"num\":0}]",
                "6"
            })
    @DisplayName("lets a client go that says something else, without taking harm")
    void malformed(String text) throws Exception {
        Line line = socket(WEBSOCKET, null);
        assertThat(line.read()).startsWith("0{");
        line.write(text);
        if (text.startsWith("40")) {
            // Broken handshake data is no token: the client hears what anyone may hear.
            assertThat(line.read()).startsWith("40/notifications,{");
        } else {
            line.awaitClosed();
            await().until(() -> fixture.sockets() == 0);
            assertThat(fixture.refused("malformed")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("lets a client go that sends binary frames, too much or too long a message")
    void tooMuch() throws Exception {
        Line binary = socket(WEBSOCKET, null);
        binary.socket().writeBinaryMessage(Buffer.buffer("x")).await(PATIENCE_S, SECONDS);
        binary.awaitClosed();

        Line longMessage = socket(WEBSOCKET, null);
        longMessage.write(CONNECT + "{\"token\":\"" + "x".repeat(20_000) + "\"}");
        longMessage.awaitClosed();

        String session = begin();
        assertThat(post(session, CONNECT + "{\"token\":\"" + "x".repeat(20_000) + "\"}")
                        .status())
                .isEqualTo(413);
        await().until(() -> fixture.sockets() == 0);
    }

    @Test
    @DisplayName("answers no two polls of a session at once, and forgets a session whose poll was abandoned")
    void polls() throws Exception {
        String twice = begin();
        CompletableFuture<Answer> first = polled(twice);
        CompletableFuture<Answer> second = polled(twice);
        List<Integer> answers = List.of(
                first.get(PATIENCE_S, SECONDS).status(),
                second.get(PATIENCE_S, SECONDS).status());
        assertThat(answers).containsExactlyInAnyOrder(200, 400);
        await().until(() -> fixture.sockets() == 0);
    }

    @Test
    @DisplayName("asks for a sign of life, and lets go who gives none")
    void silence() throws Exception {
        fixture.close();
        LiveConfig defaults = LiveFixture.config();
        LiveConfig impatient = new LiveConfig(
                defaults.subscriptions(),
                defaults.addressLength(),
                defaults.maxMessageBytes(),
                defaults.messagesPerSecond(),
                defaults.burst(),
                defaults.socketsPerUser(),
                defaults.socketsPerAddress(),
                defaults.maxQueueBytes(),
                Duration.ofMillis(400),
                defaults.tokenCheck(),
                defaults.rememberedEvents());
        fixture = LiveFixture.start(Vertx.vertx(), impatient, EdgeFixture.config());
        Line line = socket(WEBSOCKET, null);
        JsonObject opening = new JsonObject(line.read().substring(1));
        assertThat(opening.getInteger("pingInterval")).isEqualTo(200);
        assertThat(opening.getInteger("pingTimeout")).isEqualTo(200);
        line.write(CONNECT);
        assertThat(line.read()).startsWith("40/notifications,");

        fixture.clock.advance(Duration.ofMillis(250));
        assertThat(line.read()).isEqualTo("2");
        line.write("3");
        String session = begin();
        await().until(() -> fixture.sockets() == 2);
        fixture.clock.advance(Duration.ofMillis(250));
        assertThat(line.read()).isEqualTo("2");
        assertThat(polled(session).get(PATIENCE_S, SECONDS).text()).isEqualTo("2");
        fixture.clock.advance(Duration.ofMillis(450));

        line.awaitClosed();
        await().until(() -> fixture.sockets() == 0);
        assertThat(fixture.refused("silent")).isEqualTo(2);
        assertThat(polled(session).get(PATIENCE_S, SECONDS).json().path("code").asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("lets a client go that does not take what it is told")
    void slow() throws Exception {
        String session = begin();
        connect(session, fixture.token(ALICE));
        String title = "x".repeat(20_000);
        assertThat(fixture.deliver(ALICE, "booking_held", title)).isTrue();
        assertThat(fixture.deliver(ALICE, "booking_held", title)).isTrue();
        assertThat(fixture.deliver(ALICE, "booking_held", title)).isTrue();
        assertThat(fixture.deliver(ALICE, "booking_held", title)).isFalse();
        await().until(() -> fixture.sockets() == 0);
        assertThat(fixture.refused("slow")).isEqualTo(1);
    }

    @Test
    @DisplayName("gives one client address no more sockets than it may have")
    void socketsPerAddress() throws Exception {
        for (int i = 0; i < LiveFixture.config().socketsPerAddress(); i++) {
            assertThat(begin()).isNotEmpty();
        }
        assertThat(fixture.edge().get(POLLING).status()).isEqualTo(429);
        assertThat(fixture.refused("sockets")).isEqualTo(1);
    }

    @Test
    @DisplayName("tells its clients to come again elsewhere when the node stops")
    void stops() throws Exception {
        String session = begin();
        CompletableFuture<Answer> poll = polled(session);
        Line line = socket(WEBSOCKET, null);
        assertThat(line.read()).startsWith("0{");
        fixture.edge().stop().await(PATIENCE_S, SECONDS);
        assertThat(poll.get(PATIENCE_S, SECONDS).text()).isEqualTo("1");
        line.awaitClosed();
    }

    @Test
    @DisplayName("serves a session on every event loop of the node")
    void manyLoops() throws Exception {
        HttpConfig http = EdgeFixture.config();
        try (EdgeFixture other =
                EdgeFixture.start(vertx, http, token -> Optional.empty(), List.of(), fixture.settings())) {
            String session = begin();
            HttpRequest connect = other.request(POLLING + "&sid=" + session)
                    .POST(BodyPublishers.ofString(CONNECT))
                    .build();
            assertThat(other.send(connect).text()).isEqualTo("ok");
            HttpRequest poll = other.request(POLLING + "&sid=" + session).build();
            assertThat(other.send(poll).text()).startsWith("40/notifications,");
        }
    }

    /** Begins a session by polling; its id. */
    private String begin() throws Exception {
        String opening = fixture.edge().get(POLLING).text();
        assertThat(opening).startsWith("0{");
        return new JsonObject(opening.substring(1)).getString("sid");
    }

    private void connect(String session, String token) throws Exception {
        assertThat(post(session, CONNECT + new JsonObject().put("token", token).encode())
                        .text())
                .isEqualTo("ok");
        assertThat(polled(session).get(PATIENCE_S, SECONDS).text()).startsWith("40/notifications,{\"sid\":");
    }

    private CompletableFuture<Answer> polled(String session) {
        return fixture.edge()
                .sendAsync(fixture.edge().request(POLLING + "&sid=" + session).build())
                .thenApply(answer -> {
                    assertThat(Timestamps.strange(answer.text())).isEmpty();
                    return answer;
                });
    }

    private Answer post(String session, String payload) throws Exception {
        return fixture.edge()
                .send(fixture.edge()
                        .request(POLLING + "&sid=" + session)
                        .POST(BodyPublishers.ofString(payload))
                        .build());
    }

    private Line socket(String path, @Nullable String origin) throws Exception {
        return Line.open(client, fixture.edge().port(), path, origin);
    }

    /** A bare WebSocket. */
    private record Line(WebSocket socket, BlockingQueue<String> received, CompletableFuture<Void> closed) {
        static Line open(WebSocketClient client, int port, String path, @Nullable String origin) throws Exception {
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setURI(path)
                    .setAllowOriginHeader(origin != null);
            if (origin != null) {
                options.addHeader("Origin", origin);
            }
            return client.connect(options)
                    .map(socket -> {
                        Line line = new Line(socket, new LinkedBlockingQueue<>(), new CompletableFuture<>());
                        socket.textMessageHandler(line.received::add);
                        socket.closeHandler(gone -> line.closed.complete(null));
                        return line;
                    })
                    .await(PATIENCE_S, SECONDS);
        }

        void write(String text) throws Exception {
            socket.writeTextMessage(text).await(PATIENCE_S, SECONDS);
        }

        String read() throws Exception {
            String text = received.poll(PATIENCE_S, SECONDS);
            assertThat(text).isNotNull();
            assertThat(Timestamps.strange(text)).isEmpty();
            return text;
        }

        void close() throws Exception {
            socket.close().await(PATIENCE_S, SECONDS);
        }

        void awaitClosed() throws Exception {
            closed.get(PATIENCE_S, SECONDS);
        }
    }
}
