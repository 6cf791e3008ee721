package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.analytics.NoVisitors;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingEndpoints;
import io.evently.booking.CancelEvent;
import io.evently.booking.EventCancelled;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogFixture;
import io.evently.http.ApiJson;
import io.evently.http.DocumentedAnswers;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.storage.ShardedBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/events")
class CatalogRoutesIT {
    private static final String EVENTS = "/api/v1/events";
    private static final String UNKNOWN = EVENTS + "/01900000-0000-7000-8000-000000000001";
    private static final UUID OPEN = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final UUID CANCELLED = UUID.fromString("01900000-0000-7000-8000-000000000003");
    private static final UUID COMPLETED = UUID.fromString("01900000-0000-7000-8000-000000000100");
    private static final String[] ADMIN = {"Authorization", "Bearer admin"};

    private static CatalogFixture catalog;
    private static EdgeFixture edge;

    @BeforeAll
    static void open() {
        catalog = new CatalogFixture();
        BookingClient desk = new BookingClient(new ShardedBus(catalog.bus(), 4));
        edge = EdgeFixture.start(
                catalog.vertx(),
                CatalogRoutesIT::verify,
                vertx ->
                        new CatalogRoutes(vertx, catalog.bus(), desk, NoVisitors.on(vertx), new SimpleMeterRegistry()));
        TypedBus.register(catalog.vertx(), List.of(CancelEvent.class, EventCancelled.class), SharedSeal.OPEN);
        for (int shard = 0; shard < 4; shard++) {
            CatalogFixture.await(
                    catalog.bus().answer(BookingEndpoints.CANCEL_EVENT.at(shard), CatalogRoutesIT::cancel));
        }
    }

    @AfterAll
    static void close() {
        edge.close();
        catalog.close();
    }

    @Test
    @DisplayName("creates an event with everything a reader gets to see")
    void create() throws Exception {
        Answer answer = send("POST", EVENTS, """
                {"name": "Tech Conference", "venue": "Convention Center", "event_date": "2026-12-01T20:00:00+01:00",
                 "total_capacity": 500, "price": 99.99, "unknown": 1}
                """, ADMIN);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode data = answer.json().get("data");
        String id = data.get("id").asText();
        assertThat(answer.header("Location")).isEqualTo(EVENTS + '/' + id);
        assertThat(answer.header("ETag")).isEqualTo("\"1-0-0-0\"");
        assertThat(answer.text())
                .isEqualTo("{\"success\":true,\"data\":{\"id\":\"" + id
                        + "\",\"name\":\"Tech Conference\",\"description\":\"\",\"venue\":\"Convention Center\","
                        + "\"event_date\":\"2026-12-01T19:00:00.000Z\",\"total_capacity\":500,\"available_seats\":500,"
                        + "\"seats_held\":0,\"waitlist_count\":0,\"price\":99.99,\"currency\":\"USD\","
                        + "\"status\":\"active\",\"version\":1,\"created_at\":\"2026-06-01T12:00:00.250Z\","
                        + "\"updated_at\":\"2026-06-01T12:00:00.250Z\"},\"message\":\"Event created successfully\"}");
        Answer read = get(EVENTS + '/' + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().get("data")).isEqualTo(data);
        assertThat(read.json().get("cached").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event_date|{\"event_date\": \"2026-06-01T12:00:00Z\"}",
                "currency|{\"currency\": \"ZZZ\"}",
                "price|{\"price\": 1.001}",
                "price|{\"price\": 10.50, \"currency\": \"JPY\"}",
                "currency|{\"currency\": \"XTS\"}",
                "event_date|{\"event_date\": \"9999-12-31T23:59:59-05:00\"}",
                "total_capacity|{\"total_capacity\": 0}",
                "name|{\"name\": \"  \"}",
                "name|{\"name\": \"a\\u0000b\"}"
            })
    @DisplayName("refuses a wrong field by its name, in a new event and in a change")
    void invalid(String field, String wrong) throws Exception {
        String whole = """
                {"venue": "v", "event_date": "2027-01-01T00:00:00Z", "name": "n", "total_capacity": 1, "price": 1}
                """;
        Map<?, ?> members = ApiJson.MAPPER.readValue(whole, Map.class);
        Map<String, Object> body = new java.util.LinkedHashMap<>();
        members.forEach((name, value) -> body.put((String) name, value));
        ApiJson.MAPPER.readTree(wrong).properties().forEach(member -> body.put(member.getKey(), member.getValue()));

        Answer create = send("POST", EVENTS, ApiJson.render(body).toString(), ADMIN);
        Answer update = send("PUT", created(), wrong, ADMIN);

        for (Answer answer : new Answer[] {create, update}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.json().get("code").asText()).isEqualTo("VALIDATION_ERROR");
            assertThat(answer.json().get("details").has(field))
                    .as(answer.text())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("lets only an administrator write")
    void writers() throws Exception {
        String event = created();
        String body = "{\"name\": \"Mine\"}";

        assertThat(send("PUT", event, body).status()).isEqualTo(401);
        assertThat(send("PUT", event, body, "Authorization", "Bearer user").status())
                .isEqualTo(403);
        assertThat(send("DELETE", event, null, "Authorization", "Bearer user").status())
                .isEqualTo(403);
        assertThat(get(event, "Authorization", "Bearer user").status()).isEqualTo(200);
        assertThat(get(event, "Authorization", "Bearer nobody").status()).isEqualTo(401);
    }

    @Test
    @DisplayName("answers 304 until a seat is sold")
    void notModified() throws Exception {
        String event = created();
        String tag = get(event).header("ETag");

        Answer known = get(event, "If-None-Match", tag);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.text()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(tag);
        catalog.take(idOf(event), 2, 1);
        Answer changed = get(event, "If-None-Match", tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1-2-1-0\"");
        assertThat(changed.json().at("/data/available_seats").intValue()).isEqualTo(7);
    }

    @Test
    @DisplayName("changes the version that If-Match names, whatever was sold since, and refuses any other")
    void conditional() throws Exception {
        String event = created();
        String tag = get(event).header("ETag");
        catalog.take(idOf(event), 2, 1);

        Answer first = send("PUT", event, "{\"price\": 129.99}", with("If-Match", tag));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().at("/data/price").decimalValue()).isEqualTo(new BigDecimal("129.99"));
        assertThat(first.header("ETag")).isEqualTo("\"2-2-1-0\"");
        for (String stale : new String[] {tag, "nonsense", "W/\"2-2-1-0\"", "\"\""}) {
            Answer refused = send("PUT", event, "{\"price\": 1}", with("If-Match", stale));
            assertThat(refused.status()).as(stale).isEqualTo(412);
            assertThat(refused.json().get("code").asText()).isEqualTo("VERSION_MISMATCH");
        }
        assertThat(send("PUT", event, "{\"price\": 2}", with("If-Match", "*")).status())
                .isEqualTo(200);
        assertThat(send("PUT", event, "{\"price\": 3}", ADMIN).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("refuses a capacity below what is taken, with the numbers")
    void capacity() throws Exception {
        String event = created();
        catalog.take(idOf(event), 5, 2);

        Answer refused = send("PUT", event, "{\"total_capacity\": 6}", ADMIN);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("CAPACITY_CONFLICT");
        assertThat(refused.json().get("seats_sold").intValue()).isEqualTo(5);
        assertThat(refused.json().get("seats_held").intValue()).isEqualTo(2);
        assertThat(send("PUT", event, "{\"total_capacity\": 20}", ADMIN)
                        .json()
                        .at("/data/available_seats")
                        .intValue())
                .isEqualTo(13);
        assertThat(send("PUT", event, "{\"currency\": \"EUR\"}", ADMIN)
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("CURRENCY_CONFLICT");
        assertThat(send("PUT", event, "{}", ADMIN).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("lists pages with their count, the total and links to the neighbours")
    void pages() throws Exception {
        String name = "Paged " + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertThat(create(name)).isNotEmpty();
        }
        Answer page = get(EVENTS + "?q=" + encoded(name) + "&limit=2&offset=2&status=active&available=true");

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.json().get("data")).hasSize(2);
        assertThat(page.json().get("count").intValue()).isEqualTo(2);
        assertThat(page.json().get("total").intValue()).isEqualTo(5);
        assertThat(page.json().get("cached").asBoolean(true)).isFalse();
        assertThat(page.header("Link"))
                .contains("limit=2&offset=4>; rel=\"next\"")
                .contains("limit=2&offset=0>; rel=\"prev\"")
                .contains("q=" + encoded(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "'", "\"", "' OR 1=1 --", "%25", "a' UNION SELECT 1", "\uD834\uDD1E", "$1"})
    @DisplayName("takes any text for a text")
    void hostile(String text) throws Exception {
        Answer answer = get(EVENTS + "?q=" + encoded(text) + "&venue=" + encoded(text));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("total").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "offset=-1",
                "offset=10001",
                "sort=id",
                "sort=price%3Bdrop",
                "status=open",
                "from=yesterday",
                "to=2026-01-01",
                "min_price=-1",
                "max_price=1e400",
                "available=maybe",
                "q=%00",
                "venue=a%00b",
                "q="
            })
    @DisplayName("refuses a wrong parameter by its name")
    void wrongParameter(String query) throws Exception {
        Answer answer = get(EVENTS + '?' + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("details").has(query.substring(0, query.indexOf('='))))
                .as(answer.text())
                .isTrue();
    }

    @Test
    @DisplayName("knows no event that is not there, and no id that is none")
    void unknown() throws Exception {
        assertThat(get(UNKNOWN).json().get("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(get(EVENTS + "/550e8400-e29b-41d4-a716-446655440000").status())
                .isEqualTo(404);
        assertThat(get(EVENTS + "/42").status()).isEqualTo(400);
        assertThat(send("PUT", UNKNOWN, "{\"name\": \"x\"}", ADMIN).status()).isEqualTo(404);
        assertThat(send("DELETE", UNKNOWN, null, ADMIN).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("shows the popular ones with their rate")
    void popular() throws Exception {
        String event = created();
        catalog.take(idOf(event), 5, 0);

        Answer answer = get(EVENTS + "/popular?limit=100");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("data"))
                .filteredOn(each -> each.get("id").asText().equals(idOf(event).toString()))
                .singleElement()
                .satisfies(each -> assertThat(each.toString())
                        .isEqualTo("{\"id\":\"" + idOf(event)
                                + "\",\"name\":\"Event\",\"total_bookings\":5,\"booking_rate\":0.5,"
                                + "\"popularity_score\":0}"));
        assertThat(get(EVENTS + "/popular?limit=0").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("calls an event off once, with the figures of its refunds")
    void cancel() throws Exception {
        Answer off = send("DELETE", EVENTS + '/' + OPEN, null, ADMIN);
        assertThat(off.status()).as(off.text()).isEqualTo(200);
        assertThat(off.text())
                .isEqualTo("{\"success\":true,\"message\":\"Event cancelled successfully\",\"refunds_processed\":25,"
                        + "\"total_refund_amount\":2499.75}");
        Answer again = send("DELETE", EVENTS + '/' + CANCELLED, null, ADMIN);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asText()).isEqualTo("ALREADY_CANCELLED");
        Answer over = send("DELETE", EVENTS + '/' + COMPLETED, null, ADMIN);
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.json().get("code").asText()).isEqualTo("EVENT_NOT_BOOKABLE");
    }

    private static Future<EventCancelled> cancel(CancelEvent wish) {
        Map<UUID, EventCancelled> outcomes = Map.of(
                OPEN, new EventCancelled.Done(25, new BigDecimal("2499.75")),
                CANCELLED, new EventCancelled.NotPossible("cancelled"),
                COMPLETED, new EventCancelled.NotPossible("completed"));
        return Future.succeededFuture(outcomes.getOrDefault(wish.eventId(), new EventCancelled.NoSuchEvent()));
    }

    private static Answer get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    /** Every answer of these tests must be as the document says. */
    private static Answer send(String method, String path, @Nullable String body, String... headers) throws Exception {
        Answer answer = edge.send(method, path, body, headers);
        assertThat(DocumentedAnswers.differences(
                        method,
                        path.split("\\?", 2)[0],
                        answer.status(),
                        Objects.requireNonNullElse(answer.header("Content-Type"), ""),
                        answer.response().body()))
                .isEmpty();
        return answer;
    }

    private static String created() throws Exception {
        return create("Event");
    }

    private static String create(String name) throws Exception {
        Answer answer = send("POST", EVENTS, """
                {"name": "%s", "venue": "Venue", "event_date": "2027-01-01T00:00:00Z", "total_capacity": 10, "price": 1}
                """.formatted(name), ADMIN);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return EVENTS + '/' + answer.json().at("/data/id").asText();
    }

    private static UUID idOf(String path) {
        return UUID.fromString(path.substring(EVENTS.length() + 1));
    }

    private static String[] with(String name, String value) {
        return new String[] {ADMIN[0], ADMIN[1], name, value};
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<Caller> verify(String token) {
        return switch (token) {
            case "admin" -> Optional.of(caller(Role.ADMIN));
            case "user" -> Optional.of(caller(Role.USER));
            default -> Optional.empty();
        };
    }

    private static Caller caller(Role role) {
        return new Caller(new UUID(0, 1), "someone@example.com", role, "token", CatalogFixture.NOW);
    }
}
