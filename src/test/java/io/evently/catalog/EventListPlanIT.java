package io.evently.catalog;

import io.evently.storage.Shard;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.evently.catalog.CatalogFixture.NOW;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The plan of a list over 20,000 events")
class EventListPlanIT {
    private static CatalogFixture catalog;
    private static Shard shard;

    @BeforeAll
    static void fill() {
        catalog = new CatalogFixture();
        shard = catalog.shards().shard(0);
        assertThat(catalog.sql(shard, """
                INSERT INTO event (id, name, description, venue, event_date, total_capacity, price, status,
                                   created_at, updated_at)
                SELECT gen_random_uuid(), 'Event ' || md5(n::text), md5((n + 1)::text), 'Venue ' || n % 2000,
                       $1::timestamptz + n * interval '7 minutes', 100, n % 500,
                       CASE WHEN n % 100 = 0 THEN 'cancelled' WHEN n % 3 = 0 THEN 'completed' ELSE 'active' END,
                       $1::timestamptz + n * interval '1 second', $1
                  FROM generate_series(1, 20000) AS n
                """, Tuple.of(NOW.atOffset(UTC)))).isEmpty();
        assertThat(catalog.sql(shard, "ANALYZE event", Tuple.tuple())).isEmpty();
    }

    @AfterAll
    static void close() {
        catalog.close();
    }

    @ParameterizedTest
    @EnumSource(EventSort.class)
    @DisplayName("walks the index of its order")
    void orders(EventSort sort) {
        String index = switch (sort) {
            case SOONEST, LATEST -> "event_by_date";
            case CHEAPEST, DEAREST -> "event_by_price";
            case NAME, NAME_BACKWARDS -> "event_by_name";
            case OLDEST, NEWEST -> "event_by_creation";
        };
        assertUses(index, EventFilter.all(), sort);
    }

    @Test
    @DisplayName("finds a rare status, a venue and a text by their indexes")
    void filters() {
        assertUses(
                "event_by_status_and_date",
                new EventFilter(EventStatus.CANCELLED, null, null, null, null, null, null, null),
                EventSort.SOONEST);
        assertUses(
                "event_by_venue",
                new EventFilter(null, null, "venue 77", null, null, null, null, null),
                EventSort.SOONEST);
        assertUses(
                "event_search",
                new EventFilter(null, "c4ca4238", null, null, null, null, null, null),
                EventSort.SOONEST);
    }

    @Test
    @DisplayName("finds dates, prices and what can be booked without reading every event")
    void ranges() {
        assertUses(
                "event_by_date",
                new EventFilter(null, null, null, NOW.plusSeconds(1_000_000), null, null, null, null),
                EventSort.SOONEST);
        assertUses(
                "event_by_price",
                new EventFilter(null, null, null, null, null, BigDecimal.ONE, BigDecimal.TEN, null),
                EventSort.CHEAPEST);
        assertUses("event_by_", new EventFilter(null, null, null, null, null, null, null, true), EventSort.SOONEST);
    }

    private static void assertUses(String index, EventFilter filter, EventSort sort) {
        var statement = EventListRepository.select(filter, sort, 50, true);
        String plan = catalog.sql(shard, "EXPLAIN " + statement.sql(), Tuple.wrap(statement.values())).stream()
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
        assertThat(plan).contains(index).doesNotContain("Seq Scan on event ");
    }
}
