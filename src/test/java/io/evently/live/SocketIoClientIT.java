package io.evently.live;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.notification.NotificationEndpoints;
import io.evently.notification.SystemAlert;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("An unmodified client of Socket.IO")
class SocketIoClientIT {
    private static final UUID ALICE = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final UUID BOB = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a8");
    private static final UUID EVENT = UUID.fromString("019c3a52-80f0-7a11-8b7e-51c0d2f7a602");
    private static final JsonObject ANY = new JsonObject();
    private static final String[] EITHER = {"polling", "websocket"};
    private static final String PAGE = "page";

    private LiveFixture fixture;
    private SocketIoScript script;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        fixture = LiveFixture.start(vertx);
        script = new SocketIoScript();
    }

    @AfterEach
    void stop() {
        script.close();
        fixture.close();
    }

    @Test
    @DisplayName("begins by polling, goes over to a WebSocket and loses nothing on the way")
    void upgrade() throws Exception {
        connect(ANY, fixture.token(ALICE));
        assertThat(script.await("opened", PAGE).getString("transport")).isEqualTo("polling");
        for (int i = 0; i < 50; i++) {
            assertThat(fixture.deliver(ALICE, "booking_held", "n" + i)).isTrue();
        }
        assertThat(script.await("upgraded", PAGE).getString("transport")).isEqualTo("websocket");
        for (int i = 50; i < 100; i++) {
            assertThat(fixture.deliver(ALICE, "booking_held", "n" + i)).isTrue();
        }

        for (int i = 0; i < 100; i++) {
            assertThat(script.awaitEvent(PAGE, "notification").getString("title"))
                    .isEqualTo("n" + i);
        }
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"polling", "websocket"})
    @DisplayName("hears what its user is told, alerts and the events it asked for, and nothing once it is gone")
    void hears(String transport) throws Exception {
        assertThat(connect(SocketIoScript.over(transport), fixture.token(ALICE)))
                .isEqualTo(transport);
        assertThat(script.subscribe(PAGE, "user_id", ALICE).getBoolean("ok")).isTrue();
        assertThat(script.subscribe(PAGE, "event_id", EVENT).getBoolean("ok")).isTrue();

        assertThat(fixture.deliver(ALICE, "booking_confirmation", "yours")).isTrue();
        assertThat(fixture.deliver(ALICE, "waitlist_promoted", "yours")).isTrue();
        assertThat(fixture.deliver(ALICE, "event_update", "yours")).isTrue();
        assertThat(fixture.deliver(ALICE, "event_reminder", "soon")).isTrue();
        fixture.announceSeats(EVENT, 7, 42);
        alert("Tonight");

        assertThat(script.awaitEvent(PAGE, "booking_confirmed").getString("title"))
                .isEqualTo("yours");
        assertThat(script.awaitEvent(PAGE, "waitlist_promoted").getString("title"))
                .isEqualTo("yours");
        assertThat(script.awaitEvent(PAGE, "event_update").getString("title")).isEqualTo("yours");
        assertThat(script.awaitEvent(PAGE, "notification").getString("type")).isEqualTo("event_reminder");
        assertThat(script.awaitEvent(PAGE, "event_update").getInteger("available_seats"))
                .isEqualTo(42);
        assertThat(script.awaitEvent(PAGE, "system_alert").getString("title")).isEqualTo("Tonight");
        script.tell("close", PAGE, new JsonObject());
        await().until(() -> fixture.sockets() == 0);
        assertThat(fixture.live.audience().addresses()).isZero();
        assertThat(fixture.deliver(ALICE, "event_reminder", "too late")).isFalse();
    }

    @Test
    @DisplayName("hears of an event no longer than it wants to, and the newest seats at once when it begins")
    void unsubscribes() throws Exception {
        connect(SocketIoScript.over("websocket"), null);
        assertThat(script.subscribe(PAGE, "event_id", EVENT).getBoolean("ok")).isTrue();
        fixture.announceSeats(EVENT, 1, 9);
        assertThat(script.awaitEvent(PAGE, "event_update").getInteger("sequence"))
                .isEqualTo(1);

        JsonObject which = new JsonObject().put("event_id", EVENT.toString());
        assertThat(script.ask(PAGE, "unsubscribe", which)).isEqualTo(new JsonObject().put("ok", true));
        fixture.announceSeats(EVENT, 2, 8);
        alert("afterwards");
        assertThat(script.awaitEvent(PAGE, "system_alert")).isNotNull();
        assertThat(script.unheard(PAGE)).isEmpty();

        assertThat(script.subscribe(PAGE, "event_id", EVENT).getBoolean("ok")).isTrue();
        assertThat(script.awaitEvent(PAGE, "event_update").getInteger("sequence"))
                .isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource({
        "subscribe, nothing, NOT_LOGGED_IN",
        "subscribe, a token of bob's, ACCESS_DENIED",
        "subscribe, a forged token, INVALID_TOKEN",
        "subscribe, an expired token, INVALID_TOKEN",
        "authenticate, nothing, NOT_LOGGED_IN",
        "authenticate, a token of bob's, ACCESS_DENIED",
        "authenticate, a forged token, INVALID_TOKEN",
    })
    @DisplayName("that names somebody else hears nothing of hers, and is told why")
    void somebodyElse(String event, String proof, String code) throws Exception {
        connect(SocketIoScript.over("websocket"), null);
        JsonObject wish = new JsonObject().put(event.equals("subscribe") ? "user_id" : "userId", ALICE.toString());
        switch (proof) {
            case "a token of bob's" -> wish.put("token", fixture.token(BOB));
            case "a forged token" -> wish.put("token", "e30.e30.e30");
            case "an expired token" -> wish.put("token", fixture.token(ALICE, Duration.ZERO));
            default -> {}
        }

        JsonObject answer = script.ask(PAGE, event, wish);

        assertThat(answer.getBoolean("ok")).isFalse();
        assertThat(answer.getString("code")).isEqualTo(code);
        assertThat(script.awaitEvent(PAGE, "error").getString("code")).isEqualTo(code);
        assertThat(fixture.deliver(ALICE, "booking_confirmation", "hers")).isFalse();
        alert("for all");
        assertThat(script.awaitEvent(PAGE, "system_alert")).isNotNull();
        assertThat(script.unheard(PAGE)).isEmpty();
    }

    @Test
    @DisplayName("may bring its token with the wish; an admin does not hear others")
    void tokenInPayload() throws Exception {
        connect(SocketIoScript.over("websocket"), null);
        JsonObject wish = new JsonObject().put("userId", ALICE.toString()).put("token", fixture.token(ALICE));
        assertThat(script.ask(PAGE, "authenticate", wish).getBoolean("ok")).isTrue();
        assertThat(fixture.deliver(ALICE, "booking_confirmation", "one")).isTrue();
        assertThat(script.awaitEvent(PAGE, "booking_confirmed").getString("title"))
                .isEqualTo("one");

        script.connect("desk", fixture.edge().port(), SocketIoScript.over("websocket"), fixture.adminToken(BOB));
        assertThat(script.subscribe("desk", "user_id", ALICE).getBoolean("ok"))
                .as("not even an administrator hears what somebody else is told")
                .isFalse();
    }

    @Test
    @DisplayName("is not let in with a token that is no good, and is with the next one")
    void badTokenAtTheDoor() throws Exception {
        script.open(PAGE, fixture.edge().port(), SocketIoScript.over(EITHER), fixture.token(ALICE, Duration.ZERO));
        JsonObject refused = script.await("refused", PAGE);
        assertThat(refused.getJsonObject("data").getString("code")).isEqualTo("INVALID_TOKEN");
        assertThat(fixture.deliver(ALICE, "booking_confirmation", "early")).isFalse();

        script.tell("again", PAGE, new JsonObject().put("token", fixture.token(ALICE)));
        assertThat(script.await("connected", PAGE)).isNotNull();
        assertThat(fixture.deliver(ALICE, "booking_confirmation", "now")).isTrue();
        assertThat(script.awaitEvent(PAGE, "booking_confirmed").getString("title"))
                .isEqualTo("now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expires", "is revoked", "goes with all of its account"})
    @DisplayName("hears nothing private any more when its token ends, and is told so")
    void tokenEnds(String how) throws Exception {
        String token = fixture.token(ALICE, Duration.ofMinutes(5));
        connect(SocketIoScript.over("websocket"), token);
        assertThat(script.subscribe(PAGE, "event_id", EVENT).getBoolean("ok")).isTrue();

        switch (how) {
            case "expires" -> fixture.clock.advance(Duration.ofMinutes(6));
            case "is revoked" -> fixture.revoke(token);
            default -> fixture.revokeAll(ALICE);
        }

        JsonObject error = script.awaitEvent(PAGE, "error");
        assertThat(error.getString("code")).isEqualTo("INVALID_TOKEN");
        assertThat(error.getString("user_id")).isEqualTo(ALICE.toString());
        assertThat(fixture.deliver(ALICE, "booking_confirmation", "private")).isFalse();
        fixture.announceSeats(EVENT, 1, 5);
        assertThat(script.awaitEvent(PAGE, "event_update").getInteger("available_seats"))
                .isEqualTo(5);
        assertThat(script.unheard(PAGE)).isEmpty();
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"polling", "websocket"})
    @DisplayName("that floods is cut off, and its neighbour notices nothing")
    void flood(String transport) throws Exception {
        connect(SocketIoScript.over(transport), null);
        script.connect("neighbour", fixture.edge().port(), SocketIoScript.over("websocket"), fixture.token(ALICE));

        JsonObject wish = new JsonObject().put("event_id", EVENT.toString());
        script.tell(
                "flood",
                PAGE,
                new JsonObject().put("event", "subscribe").put("body", wish).put("times", 500));

        assertThat(script.awaitEvent(PAGE, "error").getString("code")).isEqualTo("RATE_LIMITED");
        // A client that was told to go does not come back by itself.
        assertThat(script.await("disconnected", PAGE).getString("reason")).isEqualTo("io server disconnect");
        assertThat(fixture.refused("rate")).isPositive();
        assertThat(fixture.deliver(ALICE, "booking_confirmation", "still here")).isTrue();
        assertThat(script.awaitEvent("neighbour", "booking_confirmed").getString("title"))
                .isEqualTo("still here");
    }

    @Test
    @DisplayName("of another namespace or with events nobody knows is told so")
    void unknown() {
        connect(SocketIoScript.over("websocket"), null);
        assertThat(script.ask(PAGE, "delete_everything", new JsonObject()).getString("code"))
                .isEqualTo("INVALID_MESSAGE");
        assertThat(script.ask(PAGE, "subscribe", new JsonObject()).getString("code"))
                .isEqualTo("INVALID_ID");
        assertThat(script.ask(PAGE, "subscribe", new JsonObject().put("event_id", "all"))
                        .getString("code"))
                .isEqualTo("INVALID_ID");
        assertThat(script.ask(PAGE, "subscribe", new JsonObject().put("user_id", 7))
                        .getString("code"))
                .isEqualTo("INVALID_ID");

        script.tell(
                "connect",
                "elsewhere",
                new JsonObject().put("url", "http://127.0.0.1:" + fixture.edge().port() + "/admin"));
        assertThat(script.await("refused", "elsewhere").getString("message")).isEqualTo("Invalid namespace");
    }

    @CanIgnoreReturnValue
    private String connect(JsonObject options, String token) {
        return script.connect(PAGE, fixture.edge().port(), options, token);
    }

    private void alert(String title) {
        fixture.bus()
                .announce(
                        NotificationEndpoints.SYSTEM_ALERTS,
                        new SystemAlert(UUID.randomUUID(), title, "Said to all", fixture.clock.instant()));
    }
}
