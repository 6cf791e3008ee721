package io.evently.catalog;

import io.evently.storage.ShardClocks;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.catalog.CatalogEndpoints.GET_EVENT;
import static io.evently.catalog.CatalogEndpoints.POPULAR_EVENTS;
import static io.evently.catalog.CatalogFixture.NOW;
import static io.evently.catalog.CatalogFixture.OFTEN;
import static io.evently.catalog.CatalogFixture.await;
import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The upkeep of the catalogue, by two nodes at once")
class CatalogUpkeepIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    private CatalogFixture catalog;

    @BeforeEach
    void open() {
        CatalogConfig config = CatalogFixture.config(OFTEN);
        catalog = new CatalogFixture(config);
        for (int node = 0; node < 2; node++) {
            await(catalog.vertx()
                    .deployVerticle(new CatalogUpkeepVerticle(
                            config, catalog.shards(), new ShardClocks(catalog.shards(), catalog.clock()))));
        }
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    @DisplayName("completes each event whose date has come, once, and no other")
    void completed() {
        Instant soon = NOW.plus(Duration.ofHours(1));
        List<UUID> past = IntStream.range(0, 20)
                .mapToObj(i -> catalog.create(at(soon)).id())
                .toList();
        UUID later = catalog.create(at(soon.plusMillis(1))).id();

        catalog.clock().set(soon);

        await().atMost(LONG)
                .until(() -> past.stream().allMatch(id -> catalog.get(id).status() == EventStatus.COMPLETED));
        assertThat(past).allSatisfy(id -> {
            assertThat(catalog.get(id).version()).isEqualTo(2);
            assertThat(catalog.outbox(id)).containsExactly("event.created", "event.completed");
        });
        assertThat(catalog.get(later).status()).isEqualTo(EventStatus.ACTIVE);
    }

    @Test
    @DisplayName("scores by sales, speed and views, and lists the most wanted first")
    void scored() {
        UUID fresh = catalog.createWithSeats(100).id();
        assertThat(popular()).containsOnlyKeys(fresh);
        UUID selling = catalog.createWithSeats(100).id();
        UUID viewed = catalog.createWithSeats(100).id();
        UUID hit = catalog.createWithSeats(100).id();

        catalog.take(selling, 25, 10);
        view(viewed, 100);
        catalog.take(hit, 100, 0);
        assertThat(catalog.sql(
                        catalog.shardOf(hit),
                        "INSERT INTO event_hourly (event_id, hour, views) VALUES ($1, $2, 10000)"
                                + " ON CONFLICT (event_id, hour) DO UPDATE SET views = 10000",
                        Tuple.of(hit, NOW.truncatedTo(HOURS).atOffset(UTC))))
                .isEmpty();

        // 10 × (0.5 × 25/100 + 0.3 × 25/25); 10 × 0.2 × ln 101 / ln 10,001; 10 × (0.5 + 0.3 + 0.2)
        awaitScores(Map.of(hit, "10.00", selling, "4.25", viewed, "1.00", fresh, "0.00"));
        PopularPage page = catalog.ask(POPULAR_EVENTS, new ListPopular(3));
        assertThat(page.events()).extracting(PopularEvent::eventId).containsExactly(hit, selling, viewed);
        assertThat(page.events().get(1))
                .isEqualTo(new PopularEvent(selling, "Event", 25, new BigDecimal("0.2500"), new BigDecimal("4.25")));

        // Seats given back slow the sale down; a day later speed and views are forgotten.
        catalog.take(selling, 15, 0);
        awaitScores(Map.of(hit, "10.00", selling, "2.55", viewed, "1.00", fresh, "0.00"));
        catalog.clock().advance(Duration.ofDays(1));
        awaitScores(Map.of(hit, "5.00", selling, "0.75", viewed, "0.00", fresh, "0.00"));
    }

    @Test
    @DisplayName("counts no sale twice, though the nodes score at the same time")
    void countedOnce() {
        UUID id = catalog.createWithSeats(1_000).id();
        for (int sold = 1; sold <= 40; sold++) {
            catalog.take(id, sold, 0);
        }
        // 10 × (0.5 × 40/1,000 + 0.3 × 40/250)
        awaitScores(Map.of(id, "0.68"));
        assertThat(catalog.sql(
                                catalog.shardOf(id),
                                "SELECT sum(seats)::integer FROM event_hourly WHERE event_id = $1",
                                Tuple.of(id))
                        .get(0)
                        .getInteger(0))
                .isEqualTo(40);
    }

    @Test
    @DisplayName("forgets cancelled events and old counters")
    void forgotten() {
        UUID id = catalog.createWithSeats(10).id();
        view(id, 1);
        await().atMost(LONG).until(() -> counters(id) == 1);

        catalog.clock().advance(Duration.ofHours(50));
        await().atMost(LONG).until(() -> counters(id) == 0);

        assertThat(catalog.sql(
                        catalog.shardOf(id), "UPDATE event SET status = 'cancelled' WHERE id = $1", Tuple.of(id)))
                .isEmpty();
        assertThat(popular()).isEmpty();
        await().atMost(LONG)
                .until(() -> catalog.sql(
                                catalog.shardOf(id), "SELECT 1 FROM event_popularity WHERE event_id = $1", Tuple.of(id))
                        .isEmpty());
    }

    private void view(UUID id, int times) {
        List<Future<EventLookup>> views = IntStream.range(0, times)
                .mapToObj(i -> catalog.bus().ask(GET_EVENT, new GetEvent(id, 1)))
                .toList();
        await(Future.all(views));
    }

    private void awaitScores(Map<UUID, String> expected) {
        await().atMost(LONG).untilAsserted(() -> assertThat(popular()).containsExactlyInAnyOrderEntriesOf(expected));
    }

    private Map<UUID, String> popular() {
        return catalog.ask(POPULAR_EVENTS, new ListPopular(100)).events().stream()
                .collect(Collectors.toMap(
                        PopularEvent::eventId, event -> event.score().toPlainString()));
    }

    private int counters(UUID id) {
        return catalog.sql(catalog.shardOf(id), "SELECT 1 FROM event_hourly WHERE event_id = $1", Tuple.of(id))
                .size();
    }

    private static CreateEvent at(Instant date) {
        return new CreateEvent("Event", "", "Venue", date, 10, BigDecimal.ONE, "USD");
    }
}
