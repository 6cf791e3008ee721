package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Predictive analytics")
class PredictiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BASE = "/api/v1/analytics/predictive";
    private static final int PAST_EVENTS = 40;
    private static final int FINAL = 100;
    private static final int CAPACITY = 400;
    /** Seats booked so many days before: most of them late, a third before the last week. */
    private static final Map<Integer, Integer> BY_DAY = Map.of(20, 10, 14, 10, 9, 10, 6, 20, 4, 15, 2, 15, 1, 20);

    private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());

    private static Instant now;
    private static Vertx vertx;
    private static Databases databases;
    private static RunningNode node;
    private static NodeClient client;
    private static Member member;
    private static UUID soon;
    private static UUID far;

    @BeforeAll
    static void start() {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Map<String, String> environment = RunningNode.freshEnvironment();
        ServerConfig config = ConfigLoader.load(environment);
        MigratedDatabases.prepare(config.storage());
        vertx = Vertx.vertx();
        databases = Databases.open(vertx, config.storage());
        past();
        // Just within a week, and between two horizons.
        soon = event(1, "THE HALL", now.plus(Duration.ofHours(6 * 24 + 22)), "active", 30, "10.00", "CHF");
        far = event(2, "the hall", now.plus(Duration.ofDays(10)), "active", 20, "1000.00", "JPY");
        booked(soon, now.plus(Duration.ofHours(6 * 24 + 22)), 7, 100);
        booked(far, now.plus(Duration.ofDays(10)), 10, 100);

        environment.put("EVENTLY_FORECAST_INTERVAL", "PT0.5S");
        node = RunningNode.start(environment.entrySet().stream()
                .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                .toArray(String[]::new));
        client = node.client();
        member = client.register();
    }

    @AfterAll
    static void stop() {
        node.close();
        await(databases.close().eventually(vertx::close));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events/019c3a52-7b1e-7c44-9d1f-3f0a54c1e200"})
    @DisplayName("are for administrators")
    void admins(String path) {
        assertThat(client.get(BASE + path, null).status()).isEqualTo(401);
        assertThat(client.get(BASE + path, member.token()).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events/7", "?limit=0", "?limit=101", "?offset=-1"})
    @DisplayName("say what is wrong with a question")
    void wrong(String path) {
        assertThat(client.get(BASE + path, client.admin()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"019c3a52-7b1e-7c44-9d1f-3f0a54c1e200", "11111111-1111-4111-8111-111111111111"})
    @DisplayName("know no event that is not there")
    void unknown(String id) {
        assertThat(client.get(BASE + "/events/" + id, client.admin()).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("expect of an event what events of its venue came to, and keep what they said a week before, once")
    void forecast() {
        JsonNode event = await("/events/" + soon, data -> data.path("stored").size() == 1);
        JsonNode forecast = event.path("forecast");
        assertThat(forecast.path("method").asText()).isEqualTo("regression");
        assertThat(forecast.path("expected").asDouble()).isCloseTo(FINAL, within(15.0));
        assertThat(forecast.path("low").asDouble()).isLessThanOrEqualTo(FINAL);
        assertThat(forecast.path("high").asDouble()).isGreaterThanOrEqualTo(FINAL);
        assertThat(forecast.path("sell_out_probability").asDouble()).isLessThan(0.2);
        assertThat(forecast.path("sell_out_at").isNull()).isTrue();
        assertThat(event.at("/stored/0/horizon_days").asInt()).isEqualTo(7);
        assertThat(event.at("/stored/0/actual").isNull()).isTrue();
        assertThat(data("/events/" + far).path("stored")).isEmpty();

        Instant madeAt = Instant.parse(event.at("/stored/0/made_at").asText());
        Instant later = Instant.parse(data("").path("made_at").asText());
        await("", data -> Instant.parse(data.path("made_at").asText()).isAfter(later.plusSeconds(1)));
        JsonNode again = data("/events/" + soon).path("stored");
        assertThat(again).hasSize(1);
        assertThat(Instant.parse(again.at("/0/made_at").asText())).isEqualTo(madeAt);
    }

    @Test
    @DisplayName("list the soonest events first, and add up their days and, currency by currency, their revenue")
    void outlook() {
        // Among the events of the demo, none of which is in these currencies.
        JsonNode all = await("?limit=100", data -> ids(data).containsAll(List.of(soon.toString(), far.toString())));
        List<String> listed = ids(all);
        assertThat(listed.indexOf(soon.toString())).isLessThan(listed.indexOf(far.toString()));
        assertThat(all.path("events").findValuesAsText("event_date")).isSorted();
        JsonNode week = all.path("next_7_days");
        JsonNode month = all.path("next_30_days");
        assertThat(week.path("days")).hasSize(7);
        assertThat(month.path("days")).hasSize(30);
        assertThat(amount(week, "CHF").doubleValue()).isCloseTo(10.0 * 70, within(150.0));
        assertThat(amount(month, "CHF")).isEqualByComparingTo(amount(week, "CHF"));
        assertThat(amount(month, "JPY").doubleValue()).isCloseTo(1_000.0 * 80, within(20_000.0));
        assertThat(month.path("revenue_by_currency").findValuesAsText("currency"))
                .doesNotHaveDuplicates()
                .contains("CHF", "JPY");
        assertThat(week.at("/bookings/low").asDouble())
                .isLessThan(week.at("/bookings/expected").asDouble());

        Answer page = client.get(BASE + "?limit=1&offset=1", client.admin());
        assertThat(page.json().path("count").asInt()).isEqualTo(1);
        assertThat(page.json().path("total").asInt()).isEqualTo(listed.size());
        assertThat(page.json().at("/data/events/0/event_id").asText()).isEqualTo(listed.get(1));
    }

    @Test
    @DisplayName("compare with what came when an event is over, and state no accuracy below twenty outcomes")
    void accuracy() {
        // Said 90, 100 came, of which some had been given back.
        List<UUID> over = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            over.add(said(i % 4, 90, 80, 100));
        }
        JsonNode few = await("", data -> data.path("outcomes").asInt() == 19);
        assertThat(few.path("accuracy").isNull()).isTrue();
        JsonNode event = data("/events/" + over.get(0));
        assertThat(event.at("/stored/0/actual").asInt()).isEqualTo(FINAL);
        assertThat(event.path("forecast").isNull()).isTrue();
        assertThat(event.path("status").asText()).isEqualTo("completed");

        said(3, 120, 110, 130);
        JsonNode enough = await("", data -> data.path("outcomes").asInt() == 20);
        assertThat(enough.path("accuracy").asDouble()).isEqualTo(1 - (19 * 10 + 20) / 2_000.0, within(1e-4));
        JsonNode week = enough.at("/accuracy_by_horizon/2");
        assertThat(week.path("horizon_days").asInt()).isEqualTo(7);
        assertThat(week.path("interval_coverage").asDouble()).isEqualTo(0.95);
        assertThat(enough.at("/accuracy_by_horizon/0/outcomes").asInt()).isZero();
        assertThat(enough.at("/accuracy_by_horizon/0/accuracy").isNull()).isTrue();
    }

    /** Events of the venue on every third day before, spread over all shards, whose last week brought up to a fifth more or less. */
    private static void past() {
        for (int i = 1; i <= PAST_EVENTS; i++) {
            Instant date = now.minus(Duration.ofDays(3L * i));
            int percent = 100 + 10 * (i % 5 - 2);
            int shard = i % databases.shards().count();
            booked(event(shard, "The Hall", date, "completed", FINAL, "10.00", "CHF"), date, 0, percent);
        }
    }

    /** An event that is over, of which something else was said a week before. */
    private static UUID said(int shard, double expected, double low, double high) {
        Instant date = now.minus(Duration.ofDays(2));
        UUID id = event(shard, "Elsewhere", date, "completed", FINAL, "10.00", "CHF");
        tally(id, date.minus(Duration.ofDays(12)), "charged", FINAL + 5);
        tally(id, date.minus(Duration.ofDays(3)), "refunded", 5);
        execute(id, """
                INSERT INTO forecast (event_id, horizon, starts_at, made_at, expected, low, high, sell_out_probability, method)
                VALUES ($1, 7, $2, $3, $4, $5, $6, 0, 'pickup')
                """, Tuple.of(id, utc(date), utc(date.minus(Duration.ofDays(7))), expected, low, high));
        return id;
    }

    private static UUID event(
            int shard, String venue, Instant date, String status, int sold, String price, String currency) {
        UUID id = IDS.next(shard);
        execute(
                id,
                """
                INSERT INTO event (id, name, venue, event_date, total_capacity, seats_sold, price, currency, status,
                                   created_at, updated_at)
                VALUES ($1, 'An evening', $2, $3, $4, $5, $6, $7, $8, $9, $9)
                """,
                Tuple.of(
                        id,
                        venue,
                        utc(date),
                        CAPACITY,
                        sold,
                        new BigDecimal(price),
                        currency,
                        status,
                        utc(now.minus(Duration.ofDays(200)))));
        return id;
    }

    /**
     * What had been booked so many days before.
     *
     * @param percent of what usually comes in the last week; what comes before is as usual
     */
    private static void booked(UUID id, Instant date, int daysBefore, int percent) {
        BY_DAY.forEach((day, seats) -> {
            if (day >= daysBefore) {
                Instant at = date.minus(Duration.ofDays(day)).minus(Duration.ofHours(2));
                tally(id, at, "charged", day < 7 ? seats * percent / 100 : seats);
            }
        });
    }

    private static void tally(UUID id, Instant at, String happening, int seats) {
        execute(id, """
                INSERT INTO event_tally (event_id, hour, happening, currency, times, seats, amount)
                VALUES ($1, date_trunc('hour', $2::timestamptz, 'UTC'), $3, 'EUR', 1, $4, 0)
                """, Tuple.of(id, utc(at), happening, (long) seats));
    }

    private static void execute(UUID id, String statement, Tuple values) {
        Shard shard = databases.shards().of(id).orElseThrow();
        await(shard.pool().preparedQuery(statement).execute(values));
    }

    private static List<String> ids(JsonNode data) {
        return data.path("events").findValuesAsText("event_id");
    }

    private static BigDecimal amount(JsonNode outlook, String currency) {
        for (JsonNode revenue : outlook.path("revenue_by_currency")) {
            if (revenue.path("currency").asText().equals(currency)) {
                return revenue.path("expected").decimalValue();
            }
        }
        throw new AssertionError("no " + currency + " in " + outlook);
    }

    private static JsonNode data(String path) {
        Answer answer = client.get(BASE + path, client.admin());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("data");
    }

    private static JsonNode await(String path, Predicate<JsonNode> there) {
        return Awaitility.await().atMost(PATIENCE).until(() -> data(path), there);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(UTC);
    }

    private static void await(Future<?> future) {
        try {
            future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
