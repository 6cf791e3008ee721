package io.evently.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Clients of the bridge of a two-node cluster")
class BridgeNodesIT {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Vertx vertx;
    private static RunningNode first;
    private static RunningNode second;
    private static NodeClient rest;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        first = RunningNode.start();
        second = first.another();
        rest = second.client();
    }

    @AfterAll
    static void stop() {
        assertThat(first.violations()).isEmpty();
        second.close();
        first.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @DisplayName("book as REST clients book: the same answer, and one booking for one key whichever way it comes")
    void sameBooking() throws Exception {
        UUID event = rest.event(10);
        Member member = rest.register();
        BridgeClient client = BridgeClient.connect(vertx, first.port());
        assertThat(client.signIn(member.token()).getInteger("status")).isEqualTo(200);
        JsonObject wish = wish(member, event, 2);
        JsonObject key =
                new JsonObject().put("Idempotency-Key", UUID.randomUUID().toString());

        JsonNode booked = tree(client.ask("bookings.create", wish, key));
        JsonNode again = tree(client.ask("bookings.create", wish, key));
        Answer overRest = rest.send(
                "POST",
                BOOKINGS,
                wish.encode(),
                "Authorization",
                "Bearer " + member.token(),
                "Idempotency-Key",
                key.getString("Idempotency-Key"));
        JsonNode another = tree(client.ask("bookings.create", wish(member, event, 3), key));

        assertThat(booked.path("status").asInt()).isEqualTo(201);
        assertThat(again.path("data")).isEqualTo(booked.path("data"));
        assertThat(withoutStatus(again)).isEqualTo(overRest.json());
        assertThat(again.path("status").asInt()).isEqualTo(overRest.status());
        assertThat(another.path("status").asInt()).isEqualTo(422);
        assertThat(another.path("code").asText()).isEqualTo("IDEMPOTENCY_MISMATCH");
        assertThat(rest.event(event).path("available_seats").asInt()).isEqualTo(8);
        client.close();
    }

    @Test
    @DisplayName("are refused as REST clients are: the same problem for each fault")
    void sameProblems() throws Exception {
        UUID event = rest.event(1);
        Member member = rest.register();
        Member other = rest.register();
        BridgeClient client = BridgeClient.connect(vertx, first.port());
        JsonObject good = wish(member, event, 2);
        Map<JsonObject, String> wishes = new LinkedHashMap<>();
        wishes.put(good, member.token());
        wishes.put(good.copy().put("event_id", UUID.randomUUID().toString()), member.token());
        wishes.put(good.copy().put("quantity", 0), member.token());
        wishes.put(good.copy().put("quantity", "two"), member.token());
        wishes.put(good.copy().put("quantity", 4_294_967_297L), member.token());
        wishes.put(new JsonObject(), member.token());
        wishes.put(new JsonObject().put("user_id", new JsonArray()).put("hold", 1), member.token());
        wishes.put(good.copy().put("user_id", other.id().toString()), member.token());
        wishes.put(good.copy().put("quantity", 1), "");
        wishes.put(good.copy().put("quantity", 1).put("hold", true), "not-a-token");

        wishes.forEach((wish, token) -> {
            JsonObject headers = new JsonObject();
            Answer expected;
            if (token.isEmpty()) {
                expected = rest.send("POST", BOOKINGS, wish.encode());
            } else {
                headers.put("Authorization", "Bearer " + token);
                expected = rest.send("POST", BOOKINGS, wish.encode(), "Authorization", "Bearer " + token);
            }
            JsonNode answer = tree(client.ask("bookings.create", wish, headers));

            assertThat(expected.status()).as(wish.encode()).isGreaterThanOrEqualTo(400);
            assertThat(answer.path("status").asInt()).as(wish.encode()).isEqualTo(expected.status());
            assertThat(withoutMoment(answer)).isEqualTo(withoutMoment(expected.json()));
        });
        client.close();
    }

    @Test
    @DisplayName("hold, confirm, see and cancel, and see nothing of another's booking")
    void wholeLife() throws Exception {
        UUID event = rest.event(5);
        Member member = rest.register();
        BridgeClient client = BridgeClient.connect(vertx, first.port());
        BridgeClient stranger = BridgeClient.connect(vertx, second.port());
        assertThat(client.signIn(member.token()).getInteger("status")).isEqualTo(200);
        assertThat(stranger.signIn(rest.register().token()).getInteger("status"))
                .isEqualTo(200);

        JsonNode held =
                tree(client.ask("bookings.create", wish(member, event, 2).put("hold", true)));
        JsonObject booking =
                new JsonObject().put("booking_id", held.at("/data/booking_id").asText());
        JsonNode extended = tree(client.ask("bookings.extend", booking));
        JsonNode confirmed = tree(client.ask("bookings.confirm", booking));
        JsonNode seen = tree(client.ask("bookings.get", booking));
        JsonNode seenOverRest = rest.get(BOOKINGS + "/" + booking.getString("booking_id"), member.token())
                .json();
        JsonNode unseen = tree(stranger.ask("bookings.get", booking));
        JsonNode notTheirs = tree(stranger.ask("bookings.cancel", booking));
        JsonNode cancelled = tree(client.ask("bookings.cancel", booking));
        JsonNode nothing = tree(client.ask("bookings.get", new JsonObject()));

        assertThat(held.path("status").asInt()).isEqualTo(201);
        assertThat(extended.path("status").asInt()).isEqualTo(200);
        assertThat(confirmed.path("status").asInt()).isEqualTo(200);
        assertThat(seen.path("status").asInt()).isEqualTo(200);
        assertThat(withoutStatus(seen)).isEqualTo(seenOverRest);
        assertThat(unseen.path("status").asInt()).isEqualTo(404);
        assertThat(notTheirs.path("status").asInt()).isEqualTo(404);
        assertThat(cancelled.path("status").asInt()).isEqualTo(200);
        assertThat(nothing.path("status").asInt()).isEqualTo(400);
        assertThat(nothing.at("/details/booking_id").asText()).isNotEmpty();
        assertThat(rest.event(event).path("available_seats").asInt()).isEqualTo(5);
        client.close();
        stranger.close();
    }

    @Test
    @DisplayName("join a waitlist, see their place, take what is offered and leave")
    void waitlist() throws Exception {
        UUID event = rest.event(1);
        Member holder = rest.register();
        Member waiting = rest.register();
        JsonNode booked = rest.book(holder, event, 1).json();
        BridgeClient client = BridgeClient.connect(vertx, first.port());
        assertThat(client.signIn(waiting.token()).getInteger("status")).isEqualTo(200);
        JsonObject place = new JsonObject()
                .put("event_id", event.toString())
                .put("user_id", waiting.id().toString());

        JsonNode joined = tree(client.ask("waitlist.join", place.copy().put("quantity", 1)));
        JsonNode position = tree(client.ask("waitlist.position", place));
        JsonNode tooEarly = tree(client.ask("waitlist.accept", place));
        assertThat(rest.put(BOOKINGS + "/" + booked.at("/data/booking_id").asText() + "/cancel", null, holder.token())
                        .status())
                .isEqualTo(200);
        JsonNode accepted = tree(client.ask("waitlist.accept", new JsonObject().put("event_id", event.toString())));
        JsonNode left = tree(client.ask("waitlist.leave", place));

        assertThat(joined.path("status").asInt()).isEqualTo(201);
        assertThat(position.at("/data/position").asInt()).isEqualTo(1);
        assertThat(tooEarly.path("status").asInt()).isBetween(400, 499);
        assertThat(accepted.path("status").asInt()).isBetween(200, 201);
        assertThat(left.path("status").asInt()).isBetween(400, 499);
        client.close();
    }

    @Test
    @DisplayName("lose their private address when they sign out on the other node")
    void signedOutElsewhere() throws Exception {
        Member member = first.client().register();
        String address = "users." + member.id();
        BridgeClient client = BridgeClient.connect(vertx, first.port());
        client.register(address, member.token());
        client.register("system.alerts", null);

        assertThat(rest.post("/api/v1/auth/logout", null, member.token()).status())
                .isBetween(200, 204);

        JsonObject told = client.awaitAt(address);
        assertThat(told.getString("type")).isEqualTo("err");
        assertThat(told.getInteger("failureCode")).isEqualTo(401);
        client.register(address, member.token());
        assertThat(client.awaitAt(address).getInteger("failureCode")).isEqualTo(401);
        assertThat(tree(client.ask("bookings.create", wish(member, UUID.randomUUID(), 1)))
                        .path("status")
                        .asInt())
                .isEqualTo(401);
        client.close();
    }

    private static JsonObject wish(Member member, UUID event, int quantity) {
        return new JsonObject()
                .put("user_id", member.id().toString())
                .put("event_id", event.toString())
                .put("quantity", quantity);
    }

    private static JsonNode tree(JsonObject json) {
        try {
            return JSON.readTree(json.encode());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode withoutStatus(JsonNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.remove("status");
        return copy;
    }

    private static JsonNode withoutMoment(JsonNode answer) {
        ObjectNode copy = (ObjectNode) withoutStatus(answer);
        copy.remove("timestamp");
        copy.remove("trace_id");
        return copy;
    }
}
