package io.evently.live;

import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The unmodified client of the event-bus bridge")
class BridgeInNodeJsIT {
    private static RunningNode first;
    private static RunningNode second;

    @BeforeAll
    static void start() {
        // As delivered: requests of one client come on any of several event loops.
        first = RunningNode.start("EVENTLY_HTTP_INSTANCES", "2");
        second = first.another();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "xhr-streaming", "xhr-polling"})
    @DisplayName("connects, signs in, books and is refused what is not its own, over each transport")
    void wholeWay(String transport) {
        NodeClient rest = second.client();
        UUID event = rest.event(10);
        Member member = rest.register();
        Member other = rest.register();
        try (NodeJs page = NodeJs.run("bridge.js")) {
            page.tell(command("connect")
                    .put("url", "http://127.0.0.1:" + first.port() + "/eventbus")
                    .put("transports", new JsonArray().add(transport)));
            assertThat(page.await("open")).isNotNull();
            page.tell(command("headers")
                    .put("headers", new JsonObject().put("Authorization", "Bearer " + member.token())));
            page.tell(command("register").put("address", "users." + member.id()));
            page.tell(command("register").put("address", "users." + other.id()));
            page.tell(command("register").put("address", "events." + event));
            page.tell(command("register").put("address", "system.alerts"));
            page.tell(command("publish").put("address", "system.alerts").put("body", "mine"));
            page.tell(command("send")
                    .put("ask", "booking")
                    .put("address", "bookings.create")
                    .put("headers", new JsonObject().put("Idempotency-Key", "k-" + transport))
                    .put(
                            "body",
                            new JsonObject()
                                    .put("user_id", member.id().toString())
                                    .put("event_id", event.toString())
                                    .put("quantity", 2)));
            page.tell(command("send").put("ask", "forged").put("address", "booking.book-seats"));

            JsonObject booked = page.await("answer").getJsonObject("body");
            JsonObject failed = page.await("failed");
            JsonObject refused = page.await("refused");
            JsonObject published = page.await("error").getJsonObject("error");

            assertThat(booked.getInteger("status")).isEqualTo(201);
            assertThat(failed.getString("ask")).isEqualTo("forged");
            assertThat(failed.getJsonObject("error").getInteger("failureCode")).isEqualTo(403);
            assertThat(refused.getString("address")).isEqualTo("users." + other.id());
            assertThat(refused.getJsonObject("error").getInteger("failureCode")).isEqualTo(403);
            assertThat(published.getString("body")).isEqualTo("access_denied");
            assertThat(rest.event(event).path("available_seats").asInt()).isEqualTo(8);
        }
    }

    @Test
    @DisplayName("hears on one node what was booked and changed through the other")
    void acrossNodes() {
        NodeClient rest = second.client();
        UUID event = rest.event(10);
        Member member = rest.register();
        String own = "users." + member.id();
        String seats = "events." + event;
        try (NodeJs page = NodeJs.run("bridge.js")) {
            page.tell(command("connect").put("url", "http://127.0.0.1:" + first.port() + "/eventbus"));
            assertThat(page.await("open")).isNotNull();
            page.tell(command("headers")
                    .put("headers", new JsonObject().put("Authorization", "Bearer " + member.token())));
            page.tell(command("register").put("address", own));
            page.tell(command("register").put("address", seats));
            page.tell(command("register").put("address", "system.alerts"));
            page.tell(command("send").put("ask", "registered").put("address", "nothing"));
            assertThat(page.await("failed")).isNotNull();

            String reference = rest.book(member, event, 2)
                    .json()
                    .at("/data/booking_reference")
                    .asText();
            assertThat(rest.post(
                                    "/api/v1/notifications/send",
                                    NodeClient.object()
                                            .put("type", "system_alert")
                                            .put("title", "Soon")
                                            .put("message", "We restart at noon"),
                                    rest.admin())
                            .status())
                    .isBetween(200, 202);

            JsonObject told = page.await("heard", line -> own.equals(line.getString("address")))
                    .getJsonObject("body");
            JsonObject counts = page.await(
                            "heard",
                            line -> seats.equals(line.getString("address"))
                                    && Integer.valueOf(8)
                                            .equals(line.getJsonObject("body").getInteger("available_seats")))
                    .getJsonObject("body");
            JsonObject alert = page.await("heard", line -> "system.alerts".equals(line.getString("address")))
                    .getJsonObject("body");

            assertThat(told.getString("type")).isEqualTo("booking_confirmation");
            assertThat(told.encode()).contains(reference);
            assertThat(counts.getString("type")).isEqualTo("seats");
            assertThat(counts.getLong("sequence")).isPositive();
            assertThat(alert.getString("title")).isEqualTo("Soon");
        }
    }

    @Test
    @DisplayName("is told when its token is revoked on the other node, and goes on with what is public")
    void revoked() {
        Member member = first.client().register();
        try (NodeJs page = NodeJs.run("bridge.js")) {
            page.tell(command("connect").put("url", "http://127.0.0.1:" + first.port() + "/eventbus"));
            assertThat(page.await("open")).isNotNull();
            page.tell(command("send")
                    .put("ask", "auth")
                    .put("address", "auth")
                    .put("body", new JsonObject().put("token", member.token())));
            assertThat(page.await("answer").getJsonObject("body").getInteger("status"))
                    .isEqualTo(200);
            page.tell(command("register").put("address", "users." + member.id()));
            page.tell(command("send").put("ask", "registered").put("address", "nothing"));
            assertThat(page.await("failed")).isNotNull();

            assertThat(second.client()
                            .post("/api/v1/auth/logout", null, member.token())
                            .status())
                    .isBetween(200, 204);

            JsonObject told = page.await("refused");
            assertThat(told.getString("address")).isEqualTo("users." + member.id());
            assertThat(told.getJsonObject("error").getInteger("failureCode")).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("is sent away in order when its node stops, and knows it may connect again")
    void stopping() {
        try (RunningNode third = first.another();
                NodeJs page = NodeJs.run("bridge.js")) {
            page.tell(command("connect").put("url", "http://127.0.0.1:" + third.port() + "/eventbus"));
            assertThat(page.await("open")).isNotNull();
            Future<Void> stopped = third.stop();
            assertThat(page.await("closed").getInteger("code")).isEqualTo(3000);
            stopped.toCompletionStage().toCompletableFuture().join();
        }
    }

    private static JsonObject command(String what) {
        return new JsonObject().put("do", what).put("name", "page");
    }
}
