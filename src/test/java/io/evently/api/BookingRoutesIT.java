package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("/bookings")
class BookingRoutesIT {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static RunningNode node;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        node = RunningNode.start("EVENTLY_BOOKING_HOLD_DURATION", "PT2S");
        client = node.client();
    }

    @AfterAll
    static void stop() {
        assertThat(node.violations()).isEmpty();
        node.close();
    }

    @Test
    @DisplayName("POST answers 201 with the booking as the customer describes it, and says where it is")
    void create() {
        Member member = client.register();
        UUID event = client.event(10);

        Answer answer = client.book(member, event, 2);

        JsonNode data = answer.json().path("data");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("message").asText()).isEqualTo("Tickets booked successfully");
        assertThat(data.path("booking_reference").asText()).startsWith("EVT");
        assertThat(data.path("total_amount").decimalValue()).isEqualByComparingTo("20.00");
        assertThat(answer.text()).contains("\"unit_price\":10.00,\"total_amount\":20.00,\"currency\":\"USD\"");
        assertThat(data.path("status").asText()).isEqualTo("confirmed");
        assertThat(answer.response().headers().firstValue("Location"))
                .hasValue(BOOKINGS + "/" + data.path("booking_id").asText());
        assertThat(client.event(event).path("available_seats").asInt()).isEqualTo(8);
    }

    @Test
    @DisplayName("POST refuses what does not fit with 409 and the numbers beside the sentence")
    void insufficient() {
        Member member = client.register();
        UUID event = client.event(1);

        Answer answer = client.book(member, event, 2);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("success").asBoolean()).isFalse();
        assertThat(answer.json().path("error").asText()).isEqualTo("Only 1 seats available");
        assertThat(answer.json().path("code").asText()).isEqualTo("INSUFFICIENT_SEATS");
        assertThat(answer.json().path("available_seats").asInt()).isEqualTo(1);
        assertThat(answer.json().path("requested_quantity").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "POST with expected_price is 409 with the present price when that is higher, and 400 when it is no price")
    void priceChanged() {
        Member member = client.register();
        UUID event = client.event(10);

        Answer answer = expecting(member, event, "9.99");

        assertThat(codeOf(answer)).isEqualTo("409 PRICE_CHANGED");
        assertThat(answer.text()).contains("\"current_price\":10.00,\"currency\":\"USD\"");
        assertThat(client.event(event).path("available_seats").asInt()).isEqualTo(10);
        assertThat(expecting(member, event, "10").status()).isEqualTo(201);
        for (String wrong : List.of("-1", "\"10\"", "1000000.01", "1e400", "{}")) {
            assertThat(codeOf(expecting(member, event, wrong))).isEqualTo("400 VALIDATION_ERROR");
        }
    }

    private static Answer expecting(Member member, UUID event, String price) {
        String body = "{\"user_id\":\"%s\",\"event_id\":\"%s\",\"quantity\":1,\"expected_price\":%s}"
                .formatted(member.id(), event, price);
        return client.send("POST", BOOKINGS, body, "Authorization", "Bearer " + member.token());
    }

    @Test
    @DisplayName("POST: more than ten is 422, an unknown event 404, another's account 403, a called-off event 409")
    void refusals() {
        Member member = client.register();
        Member other = client.register();
        UUID event = client.event(100);

        assertThat(codeOf(client.book(member, event, 11))).isEqualTo("422 QUANTITY_LIMIT");
        assertThat(codeOf(client.book(member, UUID.randomUUID(), 1))).isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(client.post(BOOKINGS, wish(other.id(), event), member.token())))
                .isEqualTo("403 FORBIDDEN");
        assertThat(client.delete("/api/v1/events/" + event, client.admin()).status())
                .isEqualTo(200);
        assertThat(codeOf(client.book(member, event, 1))).isEqualTo("409 EVENT_NOT_BOOKABLE");
    }

    @Test
    @DisplayName("POST: an administrator books for a user, but not for one who does not exist")
    void forAnother() {
        Member member = client.register();
        UUID event = client.event(10);

        assertThat(client.post(BOOKINGS, wish(member.id(), event), client.admin())
                        .status())
                .isEqualTo(201);
        assertThat(codeOf(client.post(BOOKINGS, wish(UUID.randomUUID(), event), client.admin())))
                .isEqualTo("404 NOT_FOUND");
        assertThat(list(member, "").path("total").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("a hold is 201 with its end, is confirmed with 200, and is charged only then")
    void hold() {
        Member member = client.register();
        UUID event = client.event(2);

        Answer held = client.hold(member, event, 2);
        String id = held.json().at("/data/booking_id").asText();
        Answer confirmed = client.post(BOOKINGS + "/" + id + "/confirm", null, member.token());

        assertThat(held.status()).isEqualTo(201);
        assertThat(held.json().at("/data/status").asText()).isEqualTo("held");
        assertThat(Instant.parse(held.json().at("/data/expires_at").asText())).isAfter(Instant.now());
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.json().at("/data/status").asText()).isEqualTo("confirmed");
        assertThat(confirmed.json().at("/data").has("expires_at")).isFalse();
    }

    @Test
    @DisplayName("a hold is extended twice, then it is 409, and 410 once it has lapsed; nobody else finds it")
    void extend() {
        Member member = client.register();
        Member stranger = client.register();
        UUID event = client.event(10);
        JsonNode held = client.hold(member, event, 2).json().path("data");
        String path = BOOKINGS + "/" + held.path("booking_id").asText() + "/extend";

        assertThat(codeOf(client.post(path, null, stranger.token()))).isEqualTo("404 NOT_FOUND");
        for (int i = 0; i < 2; i++) {
            Answer extended = client.post(path, null, member.token());
            assertThat(extended.status()).as(extended.text()).isEqualTo(200);
            assertThat(extended.json().at("/data/status").asText()).isEqualTo("held");
            assertThat(extended.json().at("/data/booking_reference")).isEqualTo(held.path("booking_reference"));
        }
        assertThat(codeOf(client.post(path, null, member.token()))).isEqualTo("409 EXTENSION_LIMIT");

        await().until(() -> client.event(event).path("available_seats").asInt() == 10);
        assertThat(codeOf(client.post(path, null, member.token()))).isEqualTo("410 HOLD_EXPIRED");
    }

    @Test
    @DisplayName("more seats than one may hold of an event are 422, by one hold or by several")
    void heldTooMany() {
        Member member = client.register();
        UUID event = client.event(100);
        assertThat(client.hold(member, event, 8).status()).isEqualTo(201);

        Answer refused = client.hold(member, event, 3);

        assertThat(codeOf(refused)).isEqualTo("422 QUANTITY_LIMIT");
        assertThat(refused.json().path("details").path("quantity").asText()).contains("at most 10");
    }

    @Test
    @DisplayName("a reference is found however it is typed")
    void typedReference() {
        Member member = client.register();
        JsonNode booked = client.book(member, client.event(5), 1).json().path("data");
        String reference = booked.path("booking_reference").asText();
        String typed = reference.substring(0, 3).toLowerCase(Locale.ROOT) + "%20" + reference.substring(3, 11) + "-"
                + reference.substring(11).toLowerCase(Locale.ROOT);

        Answer found = client.get(BOOKINGS + "/reference/" + typed, member.token());

        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.json().at("/data/id")).isEqualTo(booked.path("booking_id"));
    }

    @Test
    @DisplayName("a lapsed hold is 410 and its seats come back by themselves")
    void lapsed() {
        Member member = client.register();
        UUID event = client.event(2);
        String id = client.hold(member, event, 2).json().at("/data/booking_id").asText();

        await().until(() -> client.event(event).path("available_seats").asInt() == 2);

        assertThat(codeOf(client.post(BOOKINGS + "/" + id + "/confirm", null, member.token())))
                .isEqualTo("410 HOLD_EXPIRED");
        assertThat(codeOf(client.put(BOOKINGS + "/" + id + "/cancel", null, member.token())))
                .isEqualTo("410 HOLD_EXPIRED");
    }

    @Test
    @DisplayName("PUT cancel refunds once; the second time is 409")
    void cancel() {
        Member member = client.register();
        UUID event = client.event(5);
        JsonNode booked = client.book(member, event, 3).json().path("data");
        String path = BOOKINGS + "/" + booked.path("booking_id").asText() + "/cancel";

        Answer cancelled = client.put(path, null, member.token());

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().path("message").asText()).isEqualTo("Booking cancelled successfully");
        assertThat(cancelled.json().path("booking_reference").asText())
                .isEqualTo(booked.path("booking_reference").asText());
        assertThat(cancelled.json().path("refunded_amount").decimalValue()).isEqualByComparingTo("30");
        assertThat(cancelled.json().path("seats_returned").asInt()).isEqualTo(3);
        assertThat(codeOf(client.put(path, null, member.token()))).isEqualTo("409 ALREADY_CANCELLED");
        assertThat(client.event(event).path("available_seats").asInt()).isEqualTo(5);
    }

    @Test
    @DisplayName("GET finds a booking by id and by reference for its owner and administrators alone")
    void read() {
        Member member = client.register();
        Member stranger = client.register();
        JsonNode booked = client.book(member, client.event(5), 1).json().path("data");
        List<String> paths = List.of(
                BOOKINGS + "/" + booked.path("booking_id").asText(),
                BOOKINGS + "/reference/" + booked.path("booking_reference").asText());

        for (String path : paths) {
            Answer own = client.get(path, member.token());
            assertThat(own.status()).isEqualTo(200);
            assertThat(own.json().at("/data/event/name").asText()).isEqualTo("An evening");
            assertThat(client.get(path, client.admin()).text()).isEqualTo(own.text());
            assertThat(codeOf(client.get(path, stranger.token()))).isEqualTo("404 NOT_FOUND");
            assertThat(codeOf(client.get(path, null))).isEqualTo("401 AUTHENTICATION_REQUIRED");
        }
        assertThat(codeOf(client.get(BOOKINGS + "/not-a-uuid", member.token()))).isEqualTo("400 VALIDATION_ERROR");
        assertThat(codeOf(client.get(BOOKINGS + "/" + UUID.randomUUID(), member.token())))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("GET user lists newest first, by status, in pages that link to one another")
    void list() {
        Member member = client.register();
        Member stranger = client.register();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(
                    0,
                    client.book(member, client.event(5), 1)
                            .json()
                            .at("/data/booking_id")
                            .asText());
        }
        client.put(BOOKINGS + "/" + newestFirst.get(0) + "/cancel", null, member.token());

        Answer second = client.get(BOOKINGS + "/user/" + member.id() + "?limit=2&offset=2", member.token());

        assertThat(second.json().path("data").findValuesAsText("id")).isEqualTo(newestFirst.subList(2, 4));
        assertThat(second.json().path("count").asInt()).isEqualTo(2);
        assertThat(second.json().path("total").asInt()).isEqualTo(5);
        assertThat(second.response().headers().firstValue("Link").orElseThrow())
                .contains("offset=4", "rel=\"next\"", "offset=0", "rel=\"prev\"");
        assertThat(list(member, "?status=cancelled").path("total").asInt()).isEqualTo(1);
        assertThat(codeOf(client.get(BOOKINGS + "/user/" + member.id(), stranger.token())))
                .isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(client.get(BOOKINGS + "/user/" + member.id() + "?limit=101", member.token())))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(codeOf(client.get(BOOKINGS + "/user/" + member.id() + "?status=lost", member.token())))
                .isEqualTo("400 VALIDATION_ERROR");
    }

    @Test
    @DisplayName("the same Idempotency-Key gets the same bytes again; another request under it is 422")
    void idempotency() {
        Member member = client.register();
        UUID event = client.event(5);
        String body = wish(member.id(), event).toString();

        Answer first = keyed(member, "order-7", body);
        Answer again = keyed(member, "\"order-7\"", body);
        Answer reordered = keyed(
                member,
                "order-7",
                "{ \"quantity\": 1, \"event_id\": \"" + event + "\",\n\"user_id\": \"" + member.id() + "\" }");
        Answer other = keyed(
                member, "order-7", wish(member.id(), event).put("quantity", 2).toString());

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(reordered.text()).isEqualTo(first.text());
        assertThat(codeOf(other)).isEqualTo("422 IDEMPOTENCY_MISMATCH");
        assertThat(codeOf(keyed(member, "x".repeat(256), body))).isEqualTo("400 VALIDATION_ERROR");
        assertThat(list(member, "").path("total").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("the same key three times at once books once; nobody hears anything but 201 or 409")
    void keyAtOnce() {
        Member member = client.register();
        UUID event = client.event(5);
        String body = wish(member.id(), event).toString();

        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(client.sendAsync(
                    "POST", BOOKINGS, body, "Authorization", "Bearer " + member.token(), "Idempotency-Key", "order-8"));
        }

        assertThat(asked.stream().map(CompletableFuture::join).map(BookingRoutesIT::codeOf))
                .contains("201 ")
                .allMatch(code -> code.equals("201 ") || code.equals("409 IDEMPOTENCY_IN_PROGRESS"));
        assertThat(list(member, "").path("total").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("DELETE of an event refunds every booking of it, with the real counts")
    void callOff() {
        Member member = client.register();
        UUID event = client.event(20);
        String first =
                client.book(member, event, 3).json().at("/data/booking_id").asText();
        client.book(member, event, 4);
        client.hold(member, event, 1);

        Answer off = client.delete("/api/v1/events/" + event, client.admin());

        assertThat(off.status()).isEqualTo(200);
        assertThat(off.json().path("refunds_processed").asInt()).isEqualTo(2);
        assertThat(off.json().path("total_refund_amount").decimalValue()).isEqualByComparingTo("70");
        assertThat(client.get(BOOKINGS + "/" + first, member.token())
                        .json()
                        .at("/data/status")
                        .asText())
                .isEqualTo("refunded");
        assertThat(codeOf(client.delete("/api/v1/events/" + event, client.admin())))
                .isEqualTo("409 ALREADY_CANCELLED");
        assertThat(codeOf(client.put(BOOKINGS + "/" + first + "/cancel", null, member.token())))
                .isEqualTo("409 ALREADY_CANCELLED");
    }

    @Test
    @DisplayName("an event in the past cannot be made, so none can be booked by mistake")
    void past() {
        ObjectNode body = NodeClient.object()
                .put("name", "Yesterday")
                .put("venue", "The hall")
                .put("event_date", Instant.now().minus(1, ChronoUnit.DAYS).toString())
                .put("total_capacity", 10)
                .put("price", 1);

        Answer answer = client.post("/api/v1/events", body, client.admin());

        assertThat(codeOf(answer)).isEqualTo("400 VALIDATION_ERROR");
        assertThat(answer.json().path("details").has("event_date")).isTrue();
    }

    private static ObjectNode wish(UUID user, UUID event) {
        return NodeClient.object()
                .put("user_id", user.toString())
                .put("event_id", event.toString())
                .put("quantity", 1);
    }

    private static Answer keyed(Member member, String key, String body) {
        return client.send("POST", BOOKINGS, body, "Authorization", "Bearer " + member.token(), "Idempotency-Key", key);
    }

    private static JsonNode list(Member member, String query) {
        Answer answer = client.get(BOOKINGS + "/user/" + member.id() + query, member.token());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static String codeOf(Answer answer) {
        return answer.status() + " " + answer.json().path("code").asText();
    }
}
