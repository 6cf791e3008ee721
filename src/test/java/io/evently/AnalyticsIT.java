package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Analytics")
class AnalyticsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BASE = "/api/v1/analytics";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningNode node;
    private static NodeClient client;
    private static Member member;

    @BeforeAll
    static void start() {
        node = RunningNode.start("EVENTLY_ANALYTICS_STREAMS", "2", "EVENTLY_ANALYTICS_SAMPLE", "PT0.2S");
        client = node.client();
        member = client.register();
        awaitSecret();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/dashboard",
                "/realtime",
                "/funnel",
                "/retention",
                "/segments",
                "/waitlist",
                "/events/019c3a52-7b1e-7c44-9d1f-3f0a54c1e200",
                "/exports/bookings.csv",
                "/exports/sales.csv",
                "/exports/attendees.csv?event_id=019c3a52-7b1e-7c44-9d1f-3f0a54c1e200"
            })
    @DisplayName("are for administrators")
    void admins(String path) {
        assertThat(client.get(BASE + path, null).status()).isEqualTo(401);
        assertThat(client.get(BASE + path, member.token()).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events/7",
                "/realtime?minutes=0",
                "/realtime?minutes=121",
                "/retention?months=25",
                "/funnel?from=2027-02-30",
                "/funnel?from=yesterday",
                "/funnel?from=2027-03-02&to=2027-03-01",
                "/dashboard?from=2020-01-01&to=2027-03-01",
                "/exports/sales.csv?from=2020-01-01",
                "/exports/attendees.csv",
                "/exports/bookings.csv?event_id=7"
            })
    @DisplayName("say what is wrong with a question")
    void wrong(String path) {
        Answer answer = client.get(BASE + path, client.admin());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events/", "/exports/bookings.csv?event_id=", "/exports/attendees.csv?event_id="})
    @DisplayName("know no event that is not there")
    void unknown(String path) {
        for (String id : List.of("019c3a52-7b1e-7c44-9d1f-3f0a54c1e200", "11111111-1111-4111-8111-111111111111")) {
            assertThat(client.get(BASE + path + id, client.admin()).status()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("of an event follow what happens to it")
    void event() {
        UUID event = priced("EUR", "19.99", 10);
        Member other = client.register();
        String given = booking(client.book(member, event, 4));
        booking(client.book(other, event, 3));
        String held = booking(client.hold(other, event, 2));
        assertThat(client.book(member, event, 5).status()).isEqualTo(409);
        assertThat(client.put("/api/v1/bookings/" + given + "/cancel", null, member.token())
                        .status())
                .isEqualTo(200);
        assertThat(client.post("/api/v1/bookings/" + held + "/confirm", null, other.token())
                        .status())
                .isEqualTo(200);

        JsonNode figures = await(
                "/events/" + event,
                data -> data.path("total_bookings").asInt() == 2
                        && data.path("cancellations").asInt() == 1
                        && data.path("refused_requests").asInt() == 1);
        assertThat(figures.path("event_id").asText()).isEqualTo(event.toString());
        assertThat(figures.path("revenue").decimalValue()).isEqualByComparingTo("99.95");
        assertThat(figures.path("currency").asText()).isEqualTo("EUR");
        assertThat(figures.path("capacity_utilization").asDouble()).isEqualTo(0.5);
        assertThat(figures.path("booking_velocity").asDouble()).isEqualTo(3);
        assertThat(figures.path("conversion_rate").asDouble()).isEqualTo(0.75);
        assertThat(figures.path("refused_seats").asInt()).isEqualTo(5);
        assertThat(figures.path("holds_confirmed").asInt()).isEqualTo(1);
        assertThat(figures.path("waitlist_size").asInt()).isZero();
        assertThat(Instant.parse(figures.path("peak_booking_time").asText()))
                .isBeforeOrEqualTo(Instant.now())
                .isAfter(Instant.now().minus(2, ChronoUnit.HOURS));
    }

    @Test
    @DisplayName(
            "of everything never add two currencies, know what the nodes measured, and are the same after a rebuild")
    void overall() {
        UUID yen = priced("JPY", "1200", 10);
        UUID francs = priced("CHF", "7.35", 10);
        booking(client.book(member, yen, 2));
        booking(client.book(member, francs, 1));
        client.get("/api/v1/events/" + yen, member.token());

        JsonNode all = await(
                "",
                data -> amount(data, "JPY").equals("2400.00")
                        && amount(data, "CHF").equals("7.35")
                        && data.path("average_response_time").isNumber()
                        && data.path("booking_success_rate").isNumber()
                        && data.path("active_users").asInt() > 0);
        assertThat(all.path("total_revenue").isNull()).isTrue();
        assertThat(all.path("currency").isNull()).isTrue();
        assertThat(all.path("cache_hit_ratio").isNull()).isTrue();
        assertThat(all.path("booking_success_rate").asDouble()).isEqualTo(1);
        assertThat(all.path("total_events").asInt()).isPositive();

        JsonNode before = all.path("revenue_by_currency");
        Answer rebuilt = client.post(BASE + "/rebuild", null, client.admin());
        assertThat(rebuilt.status()).as(rebuilt.text()).isEqualTo(200);
        assertThat(rebuilt.json().path("shards").asInt()).isEqualTo(4);
        JsonNode after = data("");
        assertThat(after.path("revenue_by_currency").toString())
                .contains(before.get(0).path("currency").asText());
        assertThat(amount(after, "JPY")).isEqualTo("2400.00");
        assertThat(amount(after, "CHF")).isEqualTo("7.35");
    }

    @Test
    @DisplayName("have a dashboard, a funnel, cohorts and waitlist rates")
    void dashboard() {
        UUID event = priced("USD", "5.00", 2);
        client.get("/api/v1/events", null);
        client.get("/api/v1/events/" + event, null);
        booking(client.book(member, event, 2));
        Member waiting = client.register();
        assertThat(client.book(waiting, event, 1).status()).isEqualTo(409);
        ObjectNode wish = NodeClient.object().put("user_id", waiting.id().toString());
        assertThat(client.post("/api/v1/waitlist/" + event + "/join", wish, waiting.token())
                        .status())
                .isEqualTo(201);

        JsonNode funnel = await(
                "/funnel",
                data -> data.at("/stages/0/count").asInt() > 0
                        && data.at("/stages/4/visitors").asInt() > 0
                        && data.at("/stages/5/count").asInt() > 0);
        assertThat(funnel.path("stages")).hasSize(6);
        assertThat(funnel.at("/stages/5/visitors").isNull()).isTrue();
        JsonNode dashboard = await(
                "/dashboard",
                data -> data.at("/waitlist/joins").asInt() > 0
                        && data.at("/waitlist/refused_requests").asInt() > 0);
        assertThat(dashboard.at("/overview/total_bookings").asInt()).isPositive();
        assertThat(dashboard.at("/performance").has("avg_response_ms")).isTrue();
        assertThat(dashboard.at("/performance").has("cache_hit_ratio")).isTrue();
        assertThat(dashboard.at("/sales_by_day")).hasSize(1);
        assertThat(dashboard.at("/predictive/next_30_days/days")).hasSize(30);
        assertThat(dashboard.at("/predictive/events").size()).isBetween(1, 5);
        JsonNode segments = data("/segments");
        assertThat(segments.path("segments")).hasSize(6);
        assertThat(segments.path("customers").asLong()).isPositive();
        assertThat(segments.path("segments").findValues("customers").stream()
                        .filter(JsonNode::isNumber)
                        .mapToLong(JsonNode::asLong)
                        .sum())
                .isGreaterThanOrEqualTo(segments.path("customers").asLong());
        JsonNode retention = data("/retention?months=3");
        assertThat(retention.path("cohorts")).hasSize(3);
        assertThat(retention.at("/cohorts/2/active")).hasSize(1);
        assertThat(data("/waitlist").path("join_rate").asDouble()).isPositive();
    }

    @Test
    @DisplayName("of the last minutes come as they happen, in so many streams and no more, and end with the token")
    void streams() throws IOException {
        UUID event = priced("SEK", "3.00", 5);
        JsonNode minutes =
                await("/realtime?minutes=2", data -> data.path("minutes").size() == 2);
        assertThat(minutes.has("at")).isTrue();
        Member admin = client.registerAdmin();
        HttpResponse<InputStream> first = listen(admin.token());
        HttpResponse<InputStream> second = listen(client.admin());
        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        HttpResponse<InputStream> third = listen(client.admin());
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        third.body().close();

        booking(client.book(member, event, 1));
        BufferedReader lines = reader(second);
        String sold = "";
        while (!sold.contains("SEK")) {
            sold = sample(lines);
        }
        second.body().close();

        assertThat(client.post("/api/v1/auth/logout", null, admin.token()).status())
                .isEqualTo(200);
        BufferedReader ended = reader(first);
        List<String> heard = new ArrayList<>();
        for (String line = ended.readLine(); line != null; line = ended.readLine()) {
            heard.add(line);
        }
        assertThat(heard).contains("event: sample");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            try (InputStream again = listen(client.admin()).body()) {
                return reader(again).readLine().startsWith("event");
            }
        });
    }

    @Test
    @DisplayName("can be taken away as files that no spreadsheet runs")
    void exports() {
        UUID event = priced("NOK", "12.50", 600);
        UUID evil = named("=HYPERLINK(\"http://evil.example\")", event);
        for (int i = 0; i < 3; i++) {
            booking(client.book(member, event, 2));
        }

        Answer bookings = export("/exports/bookings.csv?event_id=" + event);
        assertThat(bookings.text().lines()).hasSize(5);
        assertThat(bookings.text()).contains(",NOK,confirmed,").contains(",2,12.50,25.00,");
        Answer attendees = export("/exports/attendees.csv?event_id=" + event);
        assertThat(attendees.text())
                .contains(evil + ",\"'=HYPERLINK(\"\"http://evil.example\"\")\",")
                .contains(",Somebody," + member.email() + ",2,");
        assertThat(export("/exports/bookings.csv").text()).contains(event.toString());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> export("/exports/sales.csv").text().contains(",NOK,4,7,87.50,0,0,0.00,87.50"));
    }

    /** Nobody is counted before the first word of Redis. */
    private static void awaitSecret() {
        UUID event = priced("XOF", "0", 1_000);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            booking(client.book(member, event, 1));
            return data("").path("active_users").asInt() > 0;
        });
    }

    private static Answer export(String path) {
        Answer answer = client.get(BASE + path, client.admin());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.response().headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment; filename="));
        return answer;
    }

    /** Somebody with this name books a seat; their id. */
    private static UUID named(String name, UUID event) {
        String email = UUID.randomUUID() + "@example.com";
        ObjectNode body =
                NodeClient.object().put("email", email).put("name", name).put("password", NodeClient.PASSWORD);
        JsonNode data = client.post("/api/v1/auth/register", body, null).json().path("data");
        Member somebody = new Member(
                UUID.fromString(data.at("/user/id").asText()),
                email,
                data.path("token").asText());
        booking(client.book(somebody, event, 1));
        return somebody.id();
    }

    private static HttpResponse<InputStream> listen(String token) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        client.request(BASE + "/realtime?minutes=5")
                                .header("Accept", "text/event-stream")
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofInputStream())
                .join();
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        return reader(response.body());
    }

    private static BufferedReader reader(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static String sample(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data: ")) {
            line = lines.readLine();
        }
        assertThat(JSON.readTree(line.substring("data: ".length())).path("minutes"))
                .hasSize(5);
        return line;
    }

    private static UUID priced(String currency, String price, int seats) {
        ObjectNode body = NodeClient.object()
                .put("name", "An evening")
                .put("venue", "The hall")
                .put("event_date", Instant.now().plus(40, ChronoUnit.DAYS).toString())
                .put("total_capacity", seats)
                .put("currency", currency)
                .put("price", new BigDecimal(price));
        Answer created = client.post("/api/v1/events", body, client.admin());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return UUID.fromString(created.json().at("/data/id").asText());
    }

    private static String booking(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().at("/data/booking_id").asText();
    }

    private static String amount(JsonNode data, String currency) {
        for (JsonNode revenue : data.path("revenue_by_currency")) {
            if (revenue.path("currency").asText().equals(currency)) {
                return revenue.path("revenue").decimalValue().setScale(2).toPlainString();
            }
        }
        return "";
    }

    private static JsonNode data(String path) {
        Answer answer = client.get(BASE + path, client.admin());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertDocumented(answer.response());
        return answer.json().path("data");
    }

    private static JsonNode await(String path, Predicate<JsonNode> there) {
        return Awaitility.await().atMost(PATIENCE).until(() -> data(path), there);
    }
}
