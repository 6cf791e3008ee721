package io.evently.live;

import io.evently.http.server.EdgeFixture;
import io.evently.http.server.HttpConfig;
import io.evently.http.server.ManagementConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("The bridge")
class BridgeLimitsTest {
    private static final UUID ALICE = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final String OF_ALICE = "users." + ALICE;
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);
    /** As seldom as tokens may be checked. */
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private Vertx vertx;
    private LiveFixture fixture;

    @BeforeEach
    void remember(Vertx given) {
        vertx = given;
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    @DisplayName("cuts off a flood from one socket, and another goes on as if nothing were")
    void flood() throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient quiet = fixture.client();
        BridgeClient loud = fixture.client();
        quiet.register(OF_ALICE, fixture.token(ALICE));

        for (int i = 0; i < 10_000; i++) {
            loud.text("{\"type\":\"ping\"}");
        }
        loud.awaitClosed();

        assertThat(loud.await(frame -> true).getString("body")).isEqualTo("rate_limited");
        assertThat(fixture.refused("rate")).isEqualTo(1);
        assertThat(fixture.deliver(ALICE, "booking_held", "still")).isTrue();
        assertThat(quiet.awaitAt(OF_ALICE).getJsonObject("body").getString("title"))
                .isEqualTo("still");
        await().until(() -> fixture.sockets() == 1);
    }

    @Test
    @DisplayName("lets a client send on when it has paused")
    void paused() throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient client = fixture.client();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 50; i++) {
                client.text("{\"type\":\"ping\"}");
            }
            client.sync();
            fixture.clock.advance(Duration.ofSeconds(10));
        }
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    @DisplayName("closes a socket that sends a message too long, also one that is too long for a frame")
    void oversize() throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient large = fixture.client();
        BridgeClient huge = fixture.client();
        large.send(new JsonObject().put("type", "send").put("address", "auth").put("body", "x".repeat(16_384)));
        large.awaitClosed();
        huge.send(new JsonObject().put("type", "send").put("address", "auth").put("body", "x".repeat(200_000)));
        huge.awaitClosed();

        assertThat(large.await(frame -> true).getString("body")).isEqualTo("message_too_large");
        await().until(() -> fixture.sockets() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"ping\"",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"rec\",\"address\":\"x\"}",
                "{\"type\":\"register\"}",
                "{\"type\":\"register\",\"address\":7}",
                "{\"address\":\"system.alerts\"}"
            })
    @DisplayName("closes a socket that does not speak its protocol")
    void malformed(String text) throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient client = fixture.client();
        client.text(text);
        client.awaitClosed();
        assertThat(client.await(frame -> true).getString("body")).isEqualTo("invalid_message");
        assertThat(fixture.refused("malformed")).isEqualTo(1);
    }

    @Test
    @DisplayName("lets a socket listen to twenty addresses and not to one more, until it leaves one")
    void subscriptions() throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient client = fixture.client();
        List<String> addresses =
                Stream.generate(() -> "events." + UUID.randomUUID()).limit(21).toList();
        addresses.forEach(address -> client.register(address, null));
        JsonObject refused = client.awaitAt(addresses.get(20));
        client.register(addresses.get(3), null);
        client.unregister(addresses.get(0));
        client.register(addresses.get(20), null);

        assertThat(refused.getString("body")).isEqualTo("too_many_subscriptions");
        assertThat(client.heardAt(addresses.get(20))).isEmpty();
        assertThat(fixture.live.audience().addresses()).isEqualTo(20);
    }

    @Test
    @DisplayName("closes a socket whose client does not read, and keeps the others told")
    void slow() throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient reader = fixture.client();
        BridgeClient hung = fixture.client();
        reader.register("system.alerts", null);
        hung.register("system.alerts", null);
        hung.stopReading();
        String filling = "x".repeat(8_000);

        int told = 0;
        while (fixture.live.audience().tell(message(told, filling)) == 2) {
            int number = told++;
            assertThat(reader.awaitAt("system.alerts").getJsonObject("body").getInteger("no"))
                    .isEqualTo(number);
        }

        assertThat(reader.awaitAt("system.alerts").getJsonObject("body").getInteger("no"))
                .isEqualTo(told);
        assertThat(fixture.refused("slow")).isEqualTo(1);
        assertThat(reader.isOpen()).isTrue();
    }

    private static LiveMessage message(int number, String filling) {
        return new LiveMessage(
                "system.alerts", "system_alert", "{\"no\":" + number + ",\"filling\":\"" + filling + "\"}");
    }

    @Test
    @DisplayName("takes no more sockets from one address than it may have")
    void socketsPerAddress() throws Exception {
        fixture = LiveFixture.start(vertx, limits(10, 2, NEVER, OFTEN), EdgeFixture.config());
        BridgeClient first = fixture.client();
        fixture.client().sync();
        BridgeClient third = fixture.client();
        third.awaitClosed();
        assertThat(third.await(frame -> true).getString("body")).isEqualTo("too_many_sockets");
        assertThat(fixture.refused("sockets")).isEqualTo(1);

        first.text("");
        first.awaitClosed();
        await().until(() -> fixture.sockets() == 1);
        fixture.client().sync();
    }

    @Test
    @DisplayName("signs a user in on no more sockets than one may have")
    void socketsPerUser() throws Exception {
        fixture = LiveFixture.start(vertx, limits(2, 100, NEVER, OFTEN), EdgeFixture.config());
        String token = fixture.token(ALICE);
        BridgeClient first = fixture.client();
        BridgeClient third = fixture.client();
        assertThat(first.signIn(token).getInteger("status")).isEqualTo(200);
        assertThat(fixture.client().signIn(token).getInteger("status")).isEqualTo(200);
        assertThat(third.signIn(token).getInteger("status")).isEqualTo(429);

        first.text("");
        first.awaitClosed();
        await().until(() -> fixture.sockets() == 2);
        assertThat(third.signIn(token).getInteger("status")).isEqualTo(200);
    }

    @Test
    @DisplayName("closes a socket from which nothing came for too long, and keeps one that says something")
    void silent() throws Exception {
        fixture = LiveFixture.start(vertx, limits(10, 100, Duration.ofSeconds(1), OFTEN), EdgeFixture.config());
        BridgeClient silent = fixture.client();
        silent.sync();
        fixture.clock.advance(Duration.ofSeconds(2));
        silent.awaitClosed();
        assertThat(fixture.refused("silent")).isEqualTo(1);

        BridgeClient other = fixture.client();
        other.sync();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    @DisplayName("takes private addresses away as soon as a token is revoked, without waiting for the clock")
    void revoked() throws Exception {
        fixture = LiveFixture.start(vertx, limits(10, 100, NEVER, SELDOM), EdgeFixture.config());
        String token = fixture.token(ALICE);
        BridgeClient client = fixture.client();
        BridgeClient elsewhere = fixture.client();
        client.register(OF_ALICE, token);
        elsewhere.register(OF_ALICE, fixture.token(ALICE));

        long begun = System.nanoTime();
        fixture.revoke(token);
        assertThat(client.awaitAt(OF_ALICE).getString("body")).isEqualTo("invalid_token");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SELDOM.dividedBy(2));
        assertThat(fixture.deliver(ALICE, "booking_held", "one left")).isTrue();
        assertThat(elsewhere.awaitAt(OF_ALICE).getString("type")).isEqualTo("rec");
        assertThat(client.heardAt(OF_ALICE)).isEmpty();

        fixture.revokeAll(ALICE);
        assertThat(elsewhere.awaitAt(OF_ALICE).getString("body")).isEqualTo("invalid_token");
        assertThat(fixture.deliver(ALICE, "booking_held", "none left")).isFalse();
    }

    @Test
    @DisplayName("keeps sockets open that the HTTP edge would close as idle connections")
    void notIdle() throws Exception {
        HttpConfig usual = EdgeFixture.config();
        HttpConfig hasty = new HttpConfig(
                usual.host(),
                usual.port(),
                usual.instances(),
                usual.corsOrigins(),
                usual.trustedProxies(),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                usual.bodyDeadline(),
                usual.maxBodyBytes(),
                usual.connectionsPerAddress(),
                ManagementConfig.NONE);
        fixture = LiveFixture.start(vertx, LiveFixture.config(), hasty);
        BridgeClient client = fixture.client();
        client.sync();

        try (Socket idle =
                new Socket(InetAddress.getLoopbackAddress(), fixture.edge().port())) {
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket later =
                new Socket(InetAddress.getLoopbackAddress(), fixture.edge().port())) {
            assertThat(later.getInputStream().read()).isEqualTo(-1);
        }

        client.sync();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    @DisplayName("closes its sockets when the node stops, so that clients connect elsewhere")
    void stopping() throws Exception {
        fixture = LiveFixture.start(vertx);
        BridgeClient client = fixture.client();
        client.register(OF_ALICE, fixture.token(ALICE));
        fixture.close();
        client.awaitClosed();
        assertThat(fixture.sockets()).isZero();
        assertThat(fixture.live.audience().addresses()).isZero();
    }

    private static LiveConfig limits(int perUser, int perAddress, Duration silence, Duration tokenCheck) {
        return new LiveConfig(20, 64, 16_384, 20, 60, perUser, perAddress, 65_536, silence, tokenCheck, 1_000);
    }
}
