package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Tier;
import io.evently.api.WaitlistFixture.Person;
import io.evently.booking.AcceptOffer;
import io.evently.booking.Booking;
import io.evently.booking.BookingEndpoints;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.waitlist.EntriesLookup;
import io.evently.waitlist.EntryLookup;
import io.evently.waitlist.FindEntry;
import io.evently.waitlist.JoinOutcome;
import io.evently.waitlist.JoinWaitlist;
import io.evently.waitlist.LeaveOutcome;
import io.evently.waitlist.LeaveWaitlist;
import io.evently.waitlist.ListEntries;
import io.evently.waitlist.ProcessOutcome;
import io.evently.waitlist.ProcessWaitlist;
import io.evently.waitlist.Promotion;
import io.evently.waitlist.ReadStats;
import io.evently.waitlist.StatsLookup;
import io.evently.waitlist.WaitlistEndpoints;
import io.evently.waitlist.WaitlistEntry;
import io.evently.waitlist.WaitlistStats;
import io.evently.waitlist.WaitlistStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.evently.api.WaitlistFixture.EVENT;
import static io.evently.api.WaitlistFixture.NOW;
import static io.evently.api.WaitlistFixture.Person.ADA;
import static io.evently.api.WaitlistFixture.Person.ANN;
import static io.evently.api.WaitlistFixture.Person.VIC;
import static io.evently.api.WaitlistFixture.WAITLIST;
import static io.evently.api.WaitlistFixture.assertRefused;
import static io.evently.api.WaitlistFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("/waitlist")
class WaitlistRoutesTest {
    private static final UUID PLACE = UUID.fromString("01900000-0000-7000-8000-000000000300");
    private static final UUID BOOKED = UUID.fromString("01900000-0000-7000-8000-000000000200");
    private static final Instant OFFER_END = NOW.plusSeconds(900);

    private WaitlistFixture edge;

    @BeforeEach
    void open() {
        edge = new WaitlistFixture();
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    @DisplayName("POST join answers 201 with the place, and says where it can be seen")
    void join() throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, new JoinOutcome.Joined(waiting(ANN, 1.52, 84.6)));

        Answer answer = edge.send(
                ANN,
                "POST",
                WAITLIST + "/join",
                "{\"user_id\":\"" + ANN.id() + "\",\"quantity\":2,\"auto_book\":true,\"accept_partial\":true}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(WAITLIST + "/user/" + ANN.id());
        assertThat(answer.text())
                .isEqualTo("{\"success\":true,\"data\":{\"waitlist_id\":\"" + PLACE
                        + "\",\"position\":3,\"total_ahead\":2,\"seats_ahead\":5,\"estimated_wait_time\":1.5,"
                        + "\"promotion_probability\":85,\"user_tier\":\"basic\",\"priority_score\":500,\"quantity\":2,"
                        + "\"status\":\"waiting\",\"joined_at\":\"2026-06-01T12:00:00.250Z\",\"auto_book\":true,"
                        + "\"accept_partial\":true},\"message\":\"Successfully joined waitlist\"}");
        assertThat(edge.asked()).containsExactly(new JoinWaitlist(EVENT, ANN.id(), Tier.BASIC, 2, true, true, null));
    }

    @Test
    @DisplayName("POST join needs nothing but the user: one seat, offered and not booked, all or nothing")
    void defaults() throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, new JoinOutcome.Joined(waiting(ANN, null, null)));

        Answer answer = join(ANN, ANN, "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).contains("\"estimated_wait_time\":null,\"promotion_probability\":null");
        assertThat(edge.asked()).containsExactly(new JoinWaitlist(EVENT, ANN.id(), Tier.BASIC, 1, false, false, null));
    }

    @Test
    @DisplayName("POST join goes by the lower of the tier of the account and the one that is claimed")
    void tiers() throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, new JoinOutcome.Joined(waiting(ANN, null, null)));

        assertThat(join(ANN, ANN, ",\"user_tier\":\"vip\"").status()).isEqualTo(201);
        assertThat(join(VIC, VIC, ",\"user_tier\":\"basic\"").status()).isEqualTo(201);
        assertThat(join(ADA, VIC, "").status()).isEqualTo(201);

        assertThat(edge.asked())
                .extracting(question -> ((JoinWaitlist) question).tier())
                .containsExactly(Tier.BASIC, Tier.BASIC, Tier.VIP);
    }

    static Stream<Arguments> joinRefusals() {
        return Stream.of(
                arguments(new JoinOutcome.AlreadyWaitlisted(), "409 ALREADY_WAITLISTED"),
                arguments(new JoinOutcome.NotBookable("cancelled"), "409 EVENT_NOT_BOOKABLE"),
                arguments(new JoinOutcome.NotFound(), "404 NOT_FOUND"),
                arguments(new JoinOutcome.QuantityAboveLimit(10, 11), "422 QUANTITY_LIMIT"),
                arguments(new JoinOutcome.MoreThanCapacity(4, 5), "422 QUANTITY_LIMIT"),
                arguments(new JoinOutcome.KeyMismatch(), "422 IDEMPOTENCY_MISMATCH"),
                arguments(new JoinOutcome.NotServed(), "503 OVERLOADED"));
    }

    @ParameterizedTest
    @MethodSource("joinRefusals")
    @DisplayName("POST join gives each refusal its status and code")
    void joinRefused(JoinOutcome outcome, String code) throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, outcome);

        assertThat(codeOf(join(ANN, ANN, ""))).isEqualTo(code);
    }

    @Test
    @DisplayName("POST join sends those to the sale for whom there are seats")
    void seatsAvailable() throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, new JoinOutcome.SeatsAvailable(3, 2));

        Answer answer = join(ANN, ANN, ",\"quantity\":2");

        assertThat(codeOf(answer)).isEqualTo("409 SEATS_AVAILABLE");
        assertThat(answer.json().path("available_seats").asInt()).isEqualTo(3);
        assertThat(answer.json().path("requested_quantity").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("POST join is for oneself; an administrator puts anyone on the list who exists")
    void joinForAnother() throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, new JoinOutcome.Joined(waiting(ANN, null, null)));

        assertRefused(join(VIC, ANN, ""), "403 FORBIDDEN", "Places on a waitlist are taken for oneself");
        String stranger = "{\"user_id\":\"" + UUID.randomUUID() + "\"}";
        assertRefused(edge.send(ADA, "POST", WAITLIST + "/join", stranger), "404 NOT_FOUND", "User not found");
        assertThat(edge.asked()).isEmpty();

        assertThat(join(ADA, ANN, "").status()).isEqualTo(201);
        assertThat(edge.asked()).hasSize(1);
    }

    @Test
    @DisplayName("POST join hands an Idempotency-Key on, with a print that the layout of the request does not change")
    void keys() throws Exception {
        edge.answer(WaitlistEndpoints.JOIN, new JoinOutcome.Joined(waiting(ANN, null, null)));
        String user = "\"user_id\":\"" + ANN.id() + '"';
        for (String body : List.of(
                "{" + user + ",\"quantity\":2}",
                "{ \"quantity\": 2, " + user + " }",
                "{" + user + ",\"quantity\":3}")) {
            assertThat(edge.send(ANN, "POST", WAITLIST + "/join", body, "Idempotency-Key", "\"place-1\"")
                            .status())
                    .isEqualTo(201);
        }

        List<IdempotencyKey> keys = edge.asked().stream()
                .map(question -> ((JoinWaitlist) question).key())
                .toList();
        assertThat(keys).hasSize(3).extracting(IdempotencyKey::key).containsOnly("place-1");
        assertThat(keys.get(1)).isEqualTo(keys.get(0));
        assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
        assertThat(codeOf(edge.send(
                        ANN, "POST", WAITLIST + "/join", "{" + user + "}", "Idempotency-Key", "x".repeat(256))))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(edge.asked()).isEmpty();
    }

    @Test
    @DisplayName("POST join names all that is wrong with a body at once")
    void joinInvalid() throws Exception {
        Answer answer = edge.send(
                ANN,
                "POST",
                WAITLIST + "/join",
                "{\"user_id\":\"me\",\"quantity\":0,\"user_tier\":\"gold\",\"auto_book\":1,\"accept_partial\":\"no\"}");

        assertThat(codeOf(answer)).isEqualTo("400 VALIDATION_ERROR");
        assertThat(answer.json().path("details").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("user_id", "quantity", "user_tier", "auto_book", "accept_partial");
        assertThat(edge.asked()).isEmpty();
    }

    @Test
    @DisplayName("GET user shows where one stands, and the offer with its end and price")
    void find() throws Exception {
        edge.answer(WaitlistEndpoints.FIND, new EntryLookup.Found(offered(ANN)));

        Answer own = edge.send(ANN, "GET", WAITLIST + "/user/" + ANN.id(), null);

        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.text())
                .contains("\"position\":0,\"total_ahead\":0,\"seats_ahead\":0,\"estimated_wait_time\":null,")
                .contains("\"priority_score\":512.3,", "\"status\":\"offered\",")
                .contains("\"offer_expires_at\":\"2026-06-01T12:15:00.250Z\",\"seats_offered\":2,")
                .contains("\"price\":99.90,\"currency\":\"USD\",\"booking_id\":null");
        assertThat(edge.send(ADA, "GET", WAITLIST + "/user/" + ANN.id(), null).text())
                .isEqualTo(own.text());
        assertThat(edge.asked()).containsOnly(new FindEntry(EVENT, ANN.id()));
    }

    @Test
    @DisplayName("GET user says null where there is no offer and no estimate")
    void findWaiting() throws Exception {
        edge.answer(WaitlistEndpoints.FIND, new EntryLookup.Found(waiting(ANN, null, null)));

        JsonNode data = edge.send(ANN, "GET", WAITLIST + "/user/" + ANN.id(), null)
                .json()
                .path("data");

        assertThat(data.path("seats_offered").asInt(-1)).isZero();
        for (String unknown : List.of(
                "estimated_wait_time",
                "promotion_probability",
                "offer_expires_at",
                "price",
                "currency",
                "booking_id")) {
            assertThat(data.path(unknown).isNull()).as(unknown).isTrue();
        }
    }

    @Test
    @DisplayName("DELETE user gives a place or an offer up, and tells what became of it")
    void leave() throws Exception {
        edge.answer(WaitlistEndpoints.LEAVE, new LeaveOutcome.Left(5, 2));

        Answer own = edge.send(ANN, "DELETE", WAITLIST + "/user/" + ANN.id(), null);

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.text())
                .isEqualTo("{\"success\":true,\"message\":\"Successfully left waitlist\",\"positions_updated\":5,"
                        + "\"seats_returned\":2}");
        assertThat(edge.send(ADA, "DELETE", WAITLIST + "/user/" + ANN.id(), null)
                        .status())
                .isEqualTo(200);
        assertThat(edge.asked()).containsOnly(new LeaveWaitlist(EVENT, ANN.id()));
    }

    @Test
    @DisplayName("another's place is neither shown nor given up; one that is not there is 404")
    void others() throws Exception {
        edge.answer(WaitlistEndpoints.FIND, new EntryLookup.NotFound());
        edge.answer(WaitlistEndpoints.LEAVE, new LeaveOutcome.NotFound());
        String place = WAITLIST + "/user/" + ANN.id();

        assertRefused(
                edge.send(VIC, "GET", place, null), "403 FORBIDDEN", "A place on a waitlist is shown to its owner");
        assertRefused(
                edge.send(VIC, "DELETE", place, null),
                "403 FORBIDDEN",
                "A place on a waitlist is given up by its owner");
        assertThat(edge.asked()).isEmpty();
        assertRefused(edge.send(ANN, "GET", place, null), "404 NOT_FOUND", "Waitlist entry not found");
        assertRefused(edge.send(ANN, "DELETE", place, null), "404 NOT_FOUND", "Waitlist entry not found");
    }

    @Test
    @DisplayName("POST accept books the caller's own offer, with the body of any other booking")
    void accept() throws Exception {
        Booking booking = booking();
        edge.answer(BookingEndpoints.ACCEPT_OFFER, new BookingOutcome.Booked(booking));

        Answer answer = edge.send(ANN, "POST", WAITLIST + "/accept", null, "Idempotency-Key", "take-1");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.text())
                .isEqualTo(
                        BookingJson.made(booking, "Tickets booked successfully").toString());
        assertThat(answer.header("Location")).isEqualTo("/api/v1/bookings/" + BOOKED);
        AcceptOffer asked = (AcceptOffer) edge.asked().get(0);
        assertThat(asked.eventId()).isEqualTo(EVENT);
        assertThat(asked.userId()).isEqualTo(ANN.id());
        assertThat(asked.key()).isNotNull().extracting(IdempotencyKey::key).isEqualTo("take-1");
        assertThat(asked.deadline()).isEqualTo(NOW.plus(WaitlistFixture.DEADLINE));
    }

    @Test
    @DisplayName("POST accept takes nobody else's offer, whoever asks and whomever the body names")
    void acceptForAnother() throws Exception {
        edge.answer(BookingEndpoints.ACCEPT_OFFER, new BookingOutcome.NotFound("Offer"));
        for (Person person : List.of(VIC, ADA)) {
            assertRefused(
                    edge.send(person, "POST", WAITLIST + "/accept", "{\"user_id\":\"" + ANN.id() + "\"}"),
                    "404 NOT_FOUND",
                    "Offer not found");
        }

        assertThat(edge.asked())
                .extracting(question -> ((AcceptOffer) question).userId())
                .containsExactly(VIC.id(), ADA.id());
    }

    static Stream<Arguments> acceptRefusals() {
        return Stream.of(
                arguments(new BookingOutcome.NotFound("Offer"), "404 NOT_FOUND"),
                arguments(new BookingOutcome.HoldExpired(BOOKED), "410 HOLD_EXPIRED"),
                arguments(new BookingOutcome.NotBookable("completed"), "409 EVENT_NOT_BOOKABLE"),
                arguments(new BookingOutcome.KeyInProgress(), "409 IDEMPOTENCY_IN_PROGRESS"),
                arguments(new BookingOutcome.KeyMismatch(), "422 IDEMPOTENCY_MISMATCH"),
                arguments(new BookingOutcome.NotServed(BookingOutcome.NotServed.Reason.DEADLINE), "503 OVERLOADED"),
                arguments(new BookingOutcome.NotServed(BookingOutcome.NotServed.Reason.UNKNOWN), "503 UNAVAILABLE"));
    }

    @ParameterizedTest
    @MethodSource("acceptRefusals")
    @DisplayName("POST accept gives each refusal its status and code")
    void acceptRefused(BookingOutcome outcome, String code) throws Exception {
        edge.answer(BookingEndpoints.ACCEPT_OFFER, outcome);

        assertThat(codeOf(edge.send(ANN, "POST", WAITLIST + "/accept", null))).isEqualTo(code);
    }

    @Test
    @DisplayName("GET stats tells any user what was counted, in the order of the tiers")
    void stats() throws Exception {
        edge.answer(
                WaitlistEndpoints.STATS,
                new StatsLookup.Found(new WaitlistStats(
                        25, 40, 2, 2.34, 0.75, 2.0 / 3, 1.0, Map.of(Tier.BASIC, 10, Tier.PREMIUM, 10, Tier.VIP, 5))));

        Answer answer = edge.send(VIC, "GET", WAITLIST + "/stats", null);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"success\":true,\"data\":{\"total_waiting\":25,\"average_wait_time\":2.3,"
                        + "\"promotion_rate\":0.75,\"tiers\":{\"vip\":5,\"premium\":10,\"basic\":10},"
                        + "\"seats_wanted\":40,\"offers_out\":2,\"acceptance_rate\":0.6667,\"recapture_rate\":1}}");
        assertThat(edge.asked()).containsExactly(new ReadStats(EVENT));
    }

    @Test
    @DisplayName("GET stats says null before there is anything to count, and 404 of no event")
    void noStats() throws Exception {
        edge.answer(
                WaitlistEndpoints.STATS,
                new StatsLookup.Found(new WaitlistStats(0, 0, 0, null, null, null, null, Map.of())));
        assertThat(edge.send(ANN, "GET", WAITLIST + "/stats", null).text())
                .contains("\"average_wait_time\":null,\"promotion_rate\":null,\"tiers\":{\"vip\":0,\"premium\":0,"
                        + "\"basic\":0}")
                .contains("\"acceptance_rate\":null,\"recapture_rate\":null");

        edge.answer(WaitlistEndpoints.STATS, new StatsLookup.NotFound());
        assertRefused(edge.send(ANN, "GET", WAITLIST + "/stats", null), "404 NOT_FOUND", "Event not found");
    }

    @Test
    @DisplayName("POST process tells an administrator who got an offer or a booking")
    void process() throws Exception {
        edge.answer(
                WaitlistEndpoints.PROCESS,
                new ProcessOutcome.Processed(List.of(
                        new Promotion(PLACE, ANN.id(), 1, 2, OFFER_END, null),
                        new Promotion(PLACE, VIC.id(), 2, 1, null, BOOKED))));

        Answer answer = edge.send(ADA, "POST", WAITLIST + "/process", "{\"available_seats\":5}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"success\":true,\"processed\":2,\"promoted_users\":[{\"user_id\":\"" + ANN.id()
                        + "\",\"position\":1,\"quantity\":2,\"offer_expires_at\":\"2026-06-01T12:15:00.250Z\","
                        + "\"booking_id\":null,\"notification_sent\":true},{\"user_id\":\"" + VIC.id()
                        + "\",\"position\":2,\"quantity\":1,\"offer_expires_at\":null,\"booking_id\":\"" + BOOKED
                        + "\",\"notification_sent\":true}]}");
        assertThat(edge.asked()).containsExactly(new ProcessWaitlist(EVENT, 5));
    }

    @Test
    @DisplayName("POST process is for administrators, for 1 to 1,000,000 seats of an event that can be booked")
    void processRefused() throws Exception {
        String path = WAITLIST + "/process";
        assertRefused(
                edge.send(ANN, "POST", path, "{\"available_seats\":5}"), "403 FORBIDDEN", "Admin privileges required");
        for (String seats : List.of("0", "1000001", "1.5", "null")) {
            assertThat(codeOf(edge.send(ADA, "POST", path, "{\"available_seats\":" + seats + "}")))
                    .as(seats)
                    .isEqualTo("400 VALIDATION_ERROR");
        }
        assertThat(edge.asked()).isEmpty();

        edge.answer(WaitlistEndpoints.PROCESS, new ProcessOutcome.NotBookable("completed"));
        assertRefused(
                edge.send(ADA, "POST", path, "{\"available_seats\":1000000}"),
                "409 EVENT_NOT_BOOKABLE",
                "The event is completed");
        edge.answer(WaitlistEndpoints.PROCESS, new ProcessOutcome.NotFound());
        assertThat(codeOf(edge.send(ADA, "POST", path, "{\"available_seats\":1}")))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("GET entries lists for administrators, by status, in pages that link to one another")
    void list() throws Exception {
        edge.answer(
                WaitlistEndpoints.LIST, new EntriesLookup.Listed(List.of(waiting(ANN, 1.0, 50.0), offered(VIC)), 7));

        Answer page = edge.send(ADA, "GET", WAITLIST + "/entries?status=waiting&limit=2&offset=2", null);

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.json().path("data").findValuesAsText("user_id"))
                .containsExactly(ANN.id().toString(), VIC.id().toString());
        assertThat(page.json().path("count").asInt()).isEqualTo(2);
        assertThat(page.json().path("total").asInt()).isEqualTo(7);
        assertThat(page.header("Link")).contains("offset=4", "rel=\"next\"", "offset=0", "rel=\"prev\"");
        assertThat(edge.send(ADA, "GET", WAITLIST + "/entries", null).status()).isEqualTo(200);
        assertThat(edge.asked())
                .containsExactly(
                        new ListEntries(EVENT, WaitlistStatus.WAITING, 2, 2), new ListEntries(EVENT, null, 20, 0));
    }

    @Test
    @DisplayName("GET entries is for administrators, and refuses statuses and pages that there are not")
    void listRefused() throws Exception {
        String path = WAITLIST + "/entries";
        assertRefused(edge.send(ANN, "GET", path, null), "403 FORBIDDEN", "Admin privileges required");
        for (String query : List.of("?status=lost", "?limit=0", "?limit=101", "?offset=-1")) {
            assertThat(codeOf(edge.send(ADA, "GET", path + query, null)))
                    .as(query)
                    .isEqualTo("400 VALIDATION_ERROR");
        }
        assertThat(edge.asked()).isEmpty();

        edge.answer(WaitlistEndpoints.LIST, new EntriesLookup.NotFound());
        assertRefused(edge.send(ADA, "GET", path, null), "404 NOT_FOUND", "Event not found");
    }

    @Test
    @DisplayName("is closed to strangers, 404 for an id that names no shard, and 503 while the waitlist is away")
    void everywhere() throws Exception {
        List<String> got = new ArrayList<>();
        for (Request request : REQUESTS) {
            String known = request.path().replace("{eventId}", EVENT.toString());
            String unknown =
                    request.path().replace("{eventId}", UUID.randomUUID().toString());
            got.add(codeOf(edge.send(null, request.method(), known, request.body())));
            got.add(codeOf(edge.send(ADA, request.method(), unknown, request.body())));
            assertThat(edge.asked()).isEmpty();
            Answer away = edge.send(ADA, request.method(), known, request.body());
            assertThat(away.header("Retry-After")).isNotNull();
            got.add(codeOf(away));
            assertThat(edge.asked()).hasSize(1);
        }

        assertThat(got).hasSize(3 * REQUESTS.size());
        assertThat(new LinkedHashSet<>(got))
                .containsExactly("401 AUTHENTICATION_REQUIRED", "404 NOT_FOUND", "503 UNAVAILABLE");
    }

    private record Request(
            String method, String path, @Nullable String body) {}

    private static final List<Request> REQUESTS = List.of(
            new Request("POST", "/api/v1/waitlist/{eventId}/join", "{\"user_id\":\"" + ADA.id() + "\"}"),
            new Request("GET", "/api/v1/waitlist/{eventId}/user/" + ADA.id(), null),
            new Request("DELETE", "/api/v1/waitlist/{eventId}/user/" + ADA.id(), null),
            new Request("POST", "/api/v1/waitlist/{eventId}/accept", null),
            new Request("GET", "/api/v1/waitlist/{eventId}/stats", null),
            new Request("POST", "/api/v1/waitlist/{eventId}/process", "{\"available_seats\":1}"),
            new Request("GET", "/api/v1/waitlist/{eventId}/entries", null));

    private Answer join(Person caller, Person user, String members) throws Exception {
        return edge.send(caller, "POST", WAITLIST + "/join", "{\"user_id\":\"" + user.id() + '"' + members + '}');
    }

    private static WaitlistEntry waiting(Person person, @Nullable Double wait, @Nullable Double probability) {
        return new WaitlistEntry(
                PLACE,
                EVENT,
                person.id(),
                Tier.BASIC,
                2,
                true,
                true,
                WaitlistStatus.WAITING,
                NOW,
                NOW,
                3,
                2,
                5,
                500.04,
                0,
                null,
                null,
                null,
                null,
                wait,
                probability);
    }

    private static WaitlistEntry offered(Person person) {
        return new WaitlistEntry(
                PLACE,
                EVENT,
                person.id(),
                Tier.BASIC,
                2,
                false,
                false,
                WaitlistStatus.OFFERED,
                NOW,
                NOW,
                0,
                0,
                0,
                512.345,
                2,
                OFFER_END,
                new BigDecimal("99.90"),
                "USD",
                null,
                null,
                null);
    }

    private static Booking booking() {
        return new Booking(
                BOOKED,
                "EVT20260601A22222222222",
                EVENT,
                ANN.id(),
                2,
                new BigDecimal("99.90"),
                new BigDecimal("199.80"),
                "USD",
                BookingStatus.CONFIRMED,
                null,
                NOW);
    }
}
