package io.evently.live;

import io.evently.notification.NotificationEndpoints;
import io.evently.notification.SystemAlert;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("A client of the bridge")
class BridgeTest {
    private static final UUID ALICE = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final UUID BOB = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a8");
    private static final UUID EVENT = UUID.fromString("019c3a52-80f0-7a11-8b7e-51c0d2f7a602");
    private static final String OF_ALICE = "users." + ALICE;

    private Vertx vertx;
    private LiveFixture fixture;

    @BeforeEach
    void start(Vertx given) throws Exception {
        vertx = given;
        fixture = LiveFixture.start(given);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "events.019c3a52-80f0-7a11-8b7e-51c0d2f7a602, none, ok",
        "events.019c3a52-80f0-7a11-8b7e-51c0d2f7a602, alice, ok",
        "events.019c3a52-80f0-7a11-8b7e-51c0d2f7a602, forged, 401",
        "events.019C3A52-80F0-7A11-8B7E-51C0D2F7A602, none, 403",
        "events.all, none, 403",
        "events.*, none, 403",
        "system.alerts, none, ok",
        "system.everything, none, 403",
        "users.019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7, alice, ok",
        "users.019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7, bob, 403",
        "users.019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7, none, 401",
        "users.019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7, forged, 401",
        "users.1-2-3-4-5, alice, 403",
        "' users.019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7', alice, 403",
        "account.revoked, alice, 403",
        "catalog.get-event, alice, 403",
        "live.sockets@here, alice, 403",
        "bookings.create, alice, 403",
        "'', alice, 403",
    })
    @DisplayName("hears what anyone may hear, and of what is private only its own")
    void permissions(String address, String who, String outcome) throws Exception {
        String token = switch (who) {
            case "alice" -> fixture.token(ALICE);
            case "bob" -> fixture.token(BOB);
            case "forged" -> "not-a-token";
            default -> null;
        };
        BridgeClient client = fixture.client();

        client.register(address, token);

        if (outcome.equals("ok")) {
            assertThat(client.heardAt(address)).isEmpty();
            assertThat(fixture.live.audience().anybodyAt(address)).isTrue();
        } else {
            JsonObject err = client.awaitAt(address);
            assertThat(err.getString("type")).isEqualTo("err");
            assertThat(err.getInteger("failureCode")).isEqualTo(Integer.valueOf(outcome));
            assertThat(fixture.live.audience().addresses()).isZero();
        }
        assertThat(client.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "account.revoked", "catalog.get-event", "users.019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7"})
    @DisplayName("reaches no address of the event bus, neither by sending nor by publishing nor as a reply")
    void forgedAddresses(String address) throws Exception {
        AtomicInteger reached = new AtomicInteger();
        vertx.eventBus().consumer(address, message -> reached.incrementAndGet());
        BridgeClient client = fixture.client();
        String token = fixture.token(ALICE);

        JsonObject sent = client.ask(address, new JsonObject(), new JsonObject().put("Authorization", token));
        client.send(
                new JsonObject().put("type", "publish").put("address", address).put("body", "x"));
        JsonObject published = client.await(frame -> !frame.containsKey("address"));
        client.send(new JsonObject()
                .put("type", "send")
                .put("address", "auth")
                .put("replyAddress", address)
                .put("body", new JsonObject().put("token", token)));
        JsonObject reply = client.awaitAt(address);

        assertThat(sent.getInteger("failureCode")).isEqualTo(403);
        assertThat(published.getString("body")).isEqualTo("access_denied");
        assertThat(reply.getJsonObject("body").getInteger("status")).isEqualTo(200);
        assertThat(reached).hasValue(0);
    }

    @Test
    @DisplayName("who asks for another's messages gets none of a thousand, while their owner gets them all")
    void others() throws Exception {
        BridgeClient alice = fixture.client();
        BridgeClient bob = fixture.client();
        alice.register(OF_ALICE, fixture.token(ALICE));
        bob.register(OF_ALICE, fixture.token(BOB));
        assertThat(bob.awaitAt(OF_ALICE).getString("body")).isEqualTo("access_denied");

        for (int i = 0; i < 1_000; i++) {
            assertThat(fixture.deliver(ALICE, "booking_held", "no " + i)).isTrue();
        }

        assertThat(alice.heardAt(OF_ALICE)).hasSize(1_000);
        assertThat(bob.heardAt(OF_ALICE)).isEmpty();
    }

    @Test
    @DisplayName("may present its token once for all addresses, and another user's in its place")
    void signsIn() throws Exception {
        BridgeClient client = fixture.client();

        assertThat(client.signIn("not-a-token").getString("code")).isEqualTo("INVALID_TOKEN");
        assertThat(client.signIn(fixture.token(ALICE)).getString("user_id")).isEqualTo(ALICE.toString());
        client.register(OF_ALICE, null);
        assertThat(fixture.deliver(ALICE, "booking_held", "hers")).isTrue();
        assertThat(client.awaitAt(OF_ALICE).getJsonObject("body").getString("title"))
                .isEqualTo("hers");

        assertThat(client.signIn(fixture.token(BOB)).getString("user_id")).isEqualTo(BOB.toString());
        assertThat(client.awaitAt(OF_ALICE).getString("type")).isEqualTo("err");
        assertThat(fixture.deliver(ALICE, "booking_held", "not theirs")).isFalse();
    }

    @Test
    @DisplayName("loses what is private when its token expires, is told so, and keeps the rest")
    void expired() throws Exception {
        BridgeClient client = fixture.client();
        client.register(OF_ALICE, fixture.token(ALICE, Duration.ofMinutes(1)));
        client.register("system.alerts", null);
        assertThat(fixture.deliver(ALICE, "booking_held", "before")).isTrue();
        assertThat(client.awaitAt(OF_ALICE).getString("type")).isEqualTo("rec");

        fixture.clock.advance(Duration.ofMinutes(2));

        assertThat(client.awaitAt(OF_ALICE).getString("body")).isEqualTo("invalid_token");
        assertThat(fixture.deliver(ALICE, "booking_held", "after")).isFalse();
        assertThat(fixture.live.audience().anybodyAt("system.alerts")).isTrue();
        client.register(OF_ALICE, fixture.token(ALICE));
        assertThat(fixture.deliver(ALICE, "booking_held", "again")).isTrue();
    }

    @Test
    @DisplayName("hears and is told nothing private once its token has ended, whatever it registers with it")
    void tooLate() throws Exception {
        BridgeClient client = fixture.client();
        String token = fixture.token(ALICE, Duration.ofMinutes(1));
        fixture.clock.advance(Duration.ofMinutes(2));
        client.register(OF_ALICE, token);
        assertThat(client.awaitAt(OF_ALICE).getInteger("failureCode")).isEqualTo(401);
        assertThat(fixture.deliver(ALICE, "booking_held", "after")).isFalse();
    }

    @Test
    @DisplayName("hears the newest seats at once, then every change, and sees by the sequence what it missed")
    void seats() throws Exception {
        String address = "events." + EVENT;
        BridgeClient client = fixture.client();
        client.register(address, null);
        fixture.announceSeats(EVENT, 7, 40);
        assertThat(client.awaitAt(address).getJsonObject("body").getLong("sequence"))
                .isEqualTo(7);

        client.unregister(address);
        fixture.announceSeats(EVENT, 8, 39);
        await().until(() -> fixture.live
                .newestSeats(LiveAddress.parse(address).orElseThrow())
                .filter(newest -> newest.body().contains("\"sequence\":8"))
                .isPresent());
        fixture.announceSeats(EVENT, 9, 38);
        await().until(() -> fixture.live
                .newestSeats(LiveAddress.parse(address).orElseThrow())
                .filter(newest -> newest.body().contains("\"sequence\":9"))
                .isPresent());
        client.register(address, null);
        JsonObject newest = client.awaitAt(address).getJsonObject("body");

        assertThat(newest.getLong("sequence")).isEqualTo(9);
        assertThat(newest.getInteger("available_seats")).isEqualTo(38);
        assertThat(newest.getString("type")).isEqualTo("seats");
        assertThat(client.heardAt(address)).isEmpty();
    }

    @Test
    @DisplayName("hears of what concerns everybody")
    void alerts() throws Exception {
        BridgeClient client = fixture.client();
        client.register("system.alerts", null);
        UUID id = UUID.randomUUID();
        fixture.bus()
                .announce(
                        NotificationEndpoints.SYSTEM_ALERTS,
                        new SystemAlert(id, "Soon", "We restart at noon", fixture.clock.instant()));
        assertThat(client.awaitAt("system.alerts").getJsonObject("body"))
                .isEqualTo(new JsonObject()
                        .put("type", "system_alert")
                        .put("id", id.toString())
                        .put("title", "Soon")
                        .put("message", "We restart at noon")
                        .put("created_at", "2026-06-01T10:00:00.000Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
    @DisplayName("from a page that is not allowed is refused, whatever it asks for")
    void origins(String origin) throws Exception {
        assertThatThrownBy(() -> fixture.client(origin))
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        refused -> assertThat(refused.getStatus()).isEqualTo(403));
        for (String path : new String[] {"/eventbus/info", "/eventbus/000/abcdefgh/xhr"}) {
            assertThat(fixture.edge().send("POST", path, "", "Origin", origin).status())
                    .isEqualTo(403);
        }
        assertThat(fixture.refused("origin")).isEqualTo(3);
        assertThat(fixture.client("http://localhost:8080").isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/eventbus/iframe.html", "/eventbus/chunking_test", "/eventbus/000/abcdefgh/jsonp", "/eventbus/"
            })
    @DisplayName("finds nothing of SockJS that puts pages or scripts into others")
    void oldTransports(String path) throws Exception {
        assertThat(fixture.edge().get(path).status()).isEqualTo(404);
    }
}
