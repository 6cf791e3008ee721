package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("/waitlist of a running node")
class WaitlistApiIT {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static RunningNode node;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        node = RunningNode.start();
        client = node.client();
    }

    @AfterAll
    static void stop() {
        assertThat(node.violations()).isEmpty();
        node.close();
    }

    /** An event without a free seat, and the booking that has all of them. */
    private record SoldOut(UUID event, Member holder, String bookingId) {
        static SoldOut of(int seats) {
            UUID event = client.event(seats);
            Member holder = client.register();
            String booking = created(client.book(holder, event, seats))
                    .path("booking_id")
                    .asText();
            return new SoldOut(event, holder, booking);
        }

        void giveBack() {
            assertThat(client.put(BOOKINGS + "/" + bookingId + "/cancel", null, holder.token())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("offers the seats of a cancelled booking to whoever is next, keeps them from others, and books them")
    void promoted() {
        SoldOut sale = SoldOut.of(2);
        Member first = client.register();
        Member second = client.register();
        JsonNode place = created(join(first, sale.event(), 2));
        created(join(second, sale.event(), 1));
        JsonNode behind = entry(second, sale.event());

        sale.giveBack();
        JsonNode offered = entry(first, sale.event());
        Answer outsider = client.book(client.register(), sale.event(), 1);
        JsonNode movedUp = entry(second, sale.event());
        Answer taken = client.post(path(sale.event(), "accept"), null, first.token());

        assertThat(place.path("position").asInt()).isEqualTo(1);
        assertThat(place.path("status").asText()).isEqualTo("waiting");
        assertThat(behind.path("position").asInt()).isEqualTo(2);
        assertThat(behind.path("total_ahead").asInt()).isEqualTo(1);
        assertThat(behind.path("seats_ahead").asInt()).isEqualTo(2);
        assertThat(offered.path("status").asText()).isEqualTo("offered");
        assertThat(offered.path("seats_offered").asInt()).isEqualTo(2);
        assertThat(offered.path("price").decimalValue()).isEqualByComparingTo("10");
        assertThat(offered.path("currency").asText()).isEqualTo("USD");
        assertThat(Instant.parse(offered.path("offer_expires_at").asText())).isAfter(Instant.now());
        assertThat(codeOf(outsider)).isEqualTo("409 INSUFFICIENT_SEATS");
        assertThat(movedUp.path("position").asInt()).isEqualTo(1);
        JsonNode booking = created(taken);
        assertThat(booking.path("status").asText()).isEqualTo("confirmed");
        assertThat(booking.path("user_id").asText()).isEqualTo(first.id().toString());
        assertThat(booking.path("quantity").asInt()).isEqualTo(2);
        JsonNode booked = entry(first, sale.event());
        assertThat(booked.path("status").asText()).isEqualTo("booked");
        assertThat(booked.path("booking_id")).isEqualTo(booking.path("booking_id"));
        JsonNode again = created(client.post(path(sale.event(), "accept"), null, first.token()));
        assertThat(again.path("booking_id")).isEqualTo(booking.path("booking_id"));
        assertThat(client.event(sale.event()).path("seats_held").asInt()).isZero();
    }

    @Test
    @DisplayName("lets POST /bookings of the offered quantity take the offer")
    void bookedTheUsualWay() {
        SoldOut sale = SoldOut.of(2);
        Member waiting = client.register();
        created(join(waiting, sale.event(), 2));
        sale.giveBack();

        JsonNode booking = created(client.book(waiting, sale.event(), 2));

        JsonNode entry = entry(waiting, sale.event());
        assertThat(entry.path("status").asText()).isEqualTo("booked");
        assertThat(entry.path("booking_id")).isEqualTo(booking.path("booking_id"));
        assertThat(client.event(sale.event()).path("available_seats").asInt()).isZero();
        assertThat(client.event(sale.event()).path("seats_held").asInt()).isZero();
    }

    @Test
    @DisplayName("passes a refused offer on to the next, and puts it on sale when nobody waits")
    void refused() {
        SoldOut sale = SoldOut.of(2);
        Member first = client.register();
        Member second = client.register();
        created(join(first, sale.event(), 2));
        created(join(second, sale.event(), 2));
        sale.giveBack();

        Answer refusal = leave(first, first, sale.event());
        JsonNode passedOn = entry(second, sale.event());
        Answer again = leave(second, second, sale.event());

        assertThat(refusal.status()).as(refusal.text()).isEqualTo(200);
        assertThat(refusal.json().path("seats_returned").asInt()).isEqualTo(2);
        assertThat(entry(first, sale.event()).path("status").asText()).isEqualTo("left");
        assertThat(passedOn.path("status").asText()).isEqualTo("offered");
        assertThat(again.json().path("seats_returned").asInt()).isEqualTo(2);
        assertThat(client.event(sale.event()).path("available_seats").asInt()).isEqualTo(2);
        assertThat(codeOf(client.post(path(sale.event(), "accept"), null, first.token())))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("lets those behind move up when somebody leaves")
    void left() {
        SoldOut sale = SoldOut.of(2);
        List<Member> members = List.of(client.register(), client.register(), client.register());
        members.forEach(member -> created(join(member, sale.event(), 1)));

        Answer answer = leave(members.get(0), members.get(0), sale.event());

        assertThat(answer.json().path("message").asText()).isEqualTo("Successfully left waitlist");
        assertThat(answer.json().path("positions_updated").asInt()).isEqualTo(2);
        assertThat(answer.json().path("seats_returned").asInt()).isZero();
        assertThat(entry(members.get(2), sale.event()).path("position").asInt()).isEqualTo(2);
        assertThat(client.event(sale.event()).path("waitlist_count").asInt()).isEqualTo(2);
        assertThat(codeOf(leave(members.get(0), members.get(0), sale.event()))).isEqualTo("404 NOT_FOUND");
        assertThat(created(join(members.get(0), sale.event(), 1))
                        .path("position")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("books at once for those who asked for that")
    void autoBook() {
        SoldOut sale = SoldOut.of(3);
        Member waiting = client.register();
        ObjectNode wish = wish(waiting.id(), 3).put("auto_book", true);
        created(client.post(path(sale.event(), "join"), wish, waiting.token()));

        sale.giveBack();

        JsonNode entry = entry(waiting, sale.event());
        assertThat(entry.path("status").asText()).isEqualTo("booked");
        JsonNode booking = client.get(BOOKINGS + "/" + entry.path("booking_id").asText(), waiting.token())
                .json()
                .path("data");
        assertThat(booking.path("status").asText()).isEqualTo("confirmed");
        assertThat(booking.path("quantity").asInt()).isEqualTo(3);
    }

    @Test
    @DisplayName("serves those who wait before the public when an event grows")
    void larger() {
        SoldOut sale = SoldOut.of(2);
        Member waiting = client.register();
        created(join(waiting, sale.event(), 2));

        Answer grown = client.put(
                "/api/v1/events/" + sale.event(), NodeClient.object().put("total_capacity", 5), client.admin());

        assertThat(grown.status()).as(grown.text()).isEqualTo(200);
        assertThat(entry(waiting, sale.event()).path("status").asText()).isEqualTo("offered");
        assertThat(client.event(sale.event()).path("available_seats").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("refuses what cannot be waited for")
    void refusals() {
        Member member = client.register();
        UUID open = client.event(5);
        SoldOut sale = SoldOut.of(4);

        Answer available = join(member, open, 2);
        assertThat(codeOf(available)).isEqualTo("409 SEATS_AVAILABLE");
        assertThat(available.json().path("available_seats").asInt()).isEqualTo(5);
        assertThat(available.json().path("requested_quantity").asInt()).isEqualTo(2);
        assertThat(codeOf(join(member, sale.event(), 11))).isEqualTo("422 QUANTITY_LIMIT");
        assertThat(codeOf(join(member, sale.event(), 5))).isEqualTo("422 QUANTITY_LIMIT");
        assertThat(codeOf(join(member, sale.event(), 0))).isEqualTo("400 VALIDATION_ERROR");
        assertThat(codeOf(join(member, UUID.randomUUID(), 1))).isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(client.get(path(sale.event(), "user/" + member.id()), member.token())))
                .isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(client.post(path(sale.event(), "accept"), null, member.token())))
                .isEqualTo("404 NOT_FOUND");
        created(join(member, sale.event(), 1));
        assertThat(codeOf(join(member, sale.event(), 2))).isEqualTo("409 ALREADY_WAITLISTED");

        assertThat(client.delete("/api/v1/events/" + sale.event(), client.admin())
                        .status())
                .isEqualTo(200);
        assertThat(codeOf(join(client.register(), sale.event(), 1))).isEqualTo("409 EVENT_NOT_BOOKABLE");
        await().until(() -> entry(member, sale.event()).path("status").asText().equals("closed"));
    }

    @Test
    @DisplayName("gives the same Idempotency-Key the same place again, and refuses another request under it")
    void idempotency() {
        SoldOut sale = SoldOut.of(2);
        Member member = client.register();

        Answer first = keyed(member, sale.event(), wish(member.id(), 1));
        Answer again = keyed(member, sale.event(), wish(member.id(), 1));
        Answer other = keyed(member, sale.event(), wish(member.id(), 2));

        assertThat(created(again).path("waitlist_id")).isEqualTo(created(first).path("waitlist_id"));
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(codeOf(other)).isEqualTo("422 IDEMPOTENCY_MISMATCH");
        assertThat(entries(sale.event(), "").path("total").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("takes the word of administrators for a tier, and of nobody else")
    void tiers() {
        SoldOut sale = SoldOut.of(2);
        Member basic = client.register();
        Member claiming = client.register();
        Member promoted = client.register();
        assertThat(client.put(
                                "/api/v1/auth/admin/users/" + promoted.id(),
                                NodeClient.object().put("tier", "vip"),
                                client.admin())
                        .status())
                .isEqualTo(200);

        created(join(basic, sale.event(), 1));
        JsonNode claimed = created(client.post(
                path(sale.event(), "join"), wish(claiming.id(), 1).put("user_tier", "vip"), claiming.token()));
        JsonNode real = created(join(promoted, sale.event(), 1));

        assertThat(claimed.path("user_tier").asText()).isEqualTo("basic");
        assertThat(claimed.path("position").asInt()).isEqualTo(2);
        assertThat(real.path("user_tier").asText()).isEqualTo("vip");
        assertThat(real.path("position").asInt()).isEqualTo(1);
        assertThat(real.path("priority_score").asDouble())
                .isGreaterThan(claimed.path("priority_score").asDouble());
        assertThat(entry(basic, sale.event()).path("position").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("shows, gives up and takes one's own place only; lists and promotes for administrators only")
    void others() {
        SoldOut sale = SoldOut.of(2);
        Member owner = client.register();
        Member thief = client.register();
        String place = path(sale.event(), "user/" + owner.id());
        created(join(owner, sale.event(), 2));
        sale.giveBack();

        assertThat(codeOf(client.get(place, thief.token()))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(leave(thief, owner, sale.event()))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(client.post(path(sale.event(), "join"), wish(owner.id(), 1), thief.token())))
                .isEqualTo("403 FORBIDDEN");
        for (String token : List.of(thief.token(), client.admin())) {
            assertThat(codeOf(client.post(path(sale.event(), "accept"), null, token)))
                    .isEqualTo("404 NOT_FOUND");
        }
        assertThat(codeOf(client.get(path(sale.event(), "entries"), thief.token())))
                .isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(client.post(path(sale.event(), "process"), seats(1), thief.token())))
                .isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(client.get(path(sale.event(), "stats"), null))).isEqualTo("401 AUTHENTICATION_REQUIRED");

        assertThat(client.get(place, client.admin()).status()).isEqualTo(200);
        assertThat(entry(owner, sale.event()).path("status").asText()).isEqualTo("offered");
    }

    @Test
    @DisplayName("counts who waits, by tier, and what became of offers")
    void stats() {
        SoldOut sale = SoldOut.of(4);
        List<Member> members = List.of(client.register(), client.register(), client.register());
        members.forEach(member -> created(join(member, sale.event(), 2)));
        JsonNode before = stats(members.get(0), sale.event());

        sale.giveBack();
        created(client.post(path(sale.event(), "accept"), null, members.get(0).token()));
        JsonNode after = stats(client.register(), sale.event());

        assertThat(before.path("total_waiting").asInt()).isEqualTo(3);
        assertThat(before.path("seats_wanted").asInt()).isEqualTo(6);
        assertThat(before.at("/tiers/basic").asInt()).isEqualTo(3);
        assertThat(before.at("/tiers/vip").asInt()).isZero();
        for (String uncounted : List.of("average_wait_time", "acceptance_rate", "recapture_rate")) {
            assertThat(before.path(uncounted).isNull()).as(uncounted).isTrue();
        }
        assertThat(after.path("total_waiting").asInt()).isEqualTo(1);
        assertThat(after.path("offers_out").asInt()).isEqualTo(1);
        assertThat(after.path("acceptance_rate").asDouble()).isEqualTo(1);
        assertThat(after.path("recapture_rate").asDouble()).isEqualTo(0.5);
        assertThat(after.path("promotion_rate").asDouble()).isEqualTo(1);
    }

    @Test
    @DisplayName("promotes on demand for no more seats than are free, which are none once those who wait were served")
    void process() {
        SoldOut sale = SoldOut.of(2);
        Member waiting = client.register();
        created(join(waiting, sale.event(), 1));

        Answer full = client.post(path(sale.event(), "process"), seats(1_000_000), client.admin());

        assertThat(full.status()).as(full.text()).isEqualTo(200);
        assertThat(full.json().path("processed").asInt(-1)).isZero();
        assertThat(full.json().path("promoted_users")).isEmpty();
        assertThat(entry(waiting, sale.event()).path("status").asText()).isEqualTo("waiting");
        assertThat(codeOf(client.post(path(sale.event(), "process"), seats(0), client.admin())))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(codeOf(client.post(path(UUID.randomUUID(), "process"), seats(1), client.admin())))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("lists entries in the order of promotion, by status, in pages")
    void list() {
        SoldOut sale = SoldOut.of(1);
        List<Member> members = List.of(client.register(), client.register(), client.register());
        members.forEach(member -> created(join(member, sale.event(), 1)));
        leave(members.get(1), members.get(1), sale.event());

        assertThat(users(entries(sale.event(), "?status=waiting")))
                .containsExactly(
                        members.get(0).id().toString(), members.get(2).id().toString());
        assertThat(users(entries(sale.event(), "?status=left")))
                .containsExactly(members.get(1).id().toString());
        assertThat(users(entries(sale.event(), "")))
                .containsExactly(
                        members.get(0).id().toString(),
                        members.get(2).id().toString(),
                        members.get(1).id().toString());
        JsonNode page = entries(sale.event(), "?limit=1&offset=1");
        assertThat(users(page)).containsExactly(members.get(2).id().toString());
        assertThat(page.path("count").asInt()).isEqualTo(1);
        assertThat(page.path("total").asInt()).isEqualTo(3);
    }

    private static Answer join(Member member, UUID event, int quantity) {
        return client.post(path(event, "join"), wish(member.id(), quantity), member.token());
    }

    private static Answer keyed(Member member, UUID event, ObjectNode wish) {
        return client.send(
                "POST",
                path(event, "join"),
                wish.toString(),
                "Authorization",
                "Bearer " + member.token(),
                "Idempotency-Key",
                "place-1");
    }

    @CanIgnoreReturnValue
    private static Answer leave(Member caller, Member owner, UUID event) {
        return client.delete(path(event, "user/" + owner.id()), caller.token());
    }

    private static ObjectNode wish(UUID user, int quantity) {
        return NodeClient.object().put("user_id", user.toString()).put("quantity", quantity);
    }

    private static ObjectNode seats(int available) {
        return NodeClient.object().put("available_seats", available);
    }

    private static JsonNode entry(Member member, UUID event) {
        return found(client.get(path(event, "user/" + member.id()), member.token()))
                .path("data");
    }

    private static JsonNode stats(Member member, UUID event) {
        return found(client.get(path(event, "stats"), member.token())).path("data");
    }

    private static JsonNode entries(UUID event, String query) {
        return found(client.get(path(event, "entries") + query, client.admin()));
    }

    private static List<String> users(JsonNode page) {
        return page.path("data").findValuesAsText("user_id");
    }

    private static String path(UUID event, String what) {
        return "/api/v1/waitlist/" + event + "/" + what;
    }

    private static JsonNode found(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @CanIgnoreReturnValue
    private static JsonNode created(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("data");
    }

    private static String codeOf(Answer answer) {
        return answer.status() + " " + answer.json().path("code").asText();
    }
}
