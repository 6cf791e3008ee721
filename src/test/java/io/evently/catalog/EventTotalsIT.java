package io.evently.catalog;

import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.catalog.CatalogEndpoints.CREATE_EVENT;
import static io.evently.catalog.CatalogEndpoints.LIST_EVENTS;
import static io.evently.catalog.CatalogFixture.NOW;
import static io.evently.catalog.CatalogFixture.await;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A list that counts nothing")
class EventTotalsIT {
    private CatalogFixture catalog;

    @BeforeEach
    void open() {
        catalog = new CatalogFixture();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    @DisplayName("knows how many events there are of each status, whatever became of them and who came at once")
    void totals() {
        assertTotals(0, 0, 0);

        List<Event> events = createAtOnce(80);
        assertTotals(80, 0, 0);

        List<Future<?>> changes = new ArrayList<>();
        for (Event event : events.subList(0, 30)) {
            changes.add(setStatus(event.id(), "cancelled"));
        }
        for (Shard shard : catalog.shards().all()) {
            changes.add(new EventRepository().complete(shard.pool(), NOW.plus(Duration.ofDays(29)), 500));
        }
        await(Future.all(changes));
        assertTotals(50, 30, 0);

        changes.clear();
        for (Event event : events.subList(30, 35)) {
            changes.add(setStatus(event.id(), "cancelled"));
        }
        await(Future.all(changes));
        int completed = 0;
        for (Shard shard : catalog.shards().all()) {
            completed += await(new EventRepository().complete(shard.pool(), NOW.plus(Duration.ofDays(31)), 5));
        }
        assertThat(completed).isPositive();
        assertTotals(45 - completed, 35, completed);

        Event gone = events.get(0);
        assertThat(catalog.sql(catalog.shardOf(gone.id()), "DELETE FROM event WHERE id = $1", Tuple.of(gone.id())))
                .isEmpty();
        assertTotals(45 - completed, 34, completed);
        assertThat(createAtOnce(1)).hasSize(1);
        assertTotals(46 - completed, 34, completed);
    }

    @Test
    @DisplayName("counts no event that was not kept, and no change that changed nothing")
    void nothingHappened() {
        Event event = catalog.createWithSeats(10);
        EventRepository repository = new EventRepository();
        Shard shard = catalog.shardOf(event.id());

        assertThat(await(repository.insert(shard.pool(), event.id(), CatalogFixture.wish("Again", 1, "1"), NOW)))
                .isEmpty();
        await(setStatus(event.id(), "active"));
        assertThat(catalog.sql(shard, "UPDATE event SET seats_sold = 1 WHERE id = $1", Tuple.of(event.id())))
                .isEmpty();

        assertTotals(1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    @DisplayName("is whole even when all that comes first is on one shard")
    void oneShard(int number) {
        List<UUID> ids = new ArrayList<>(fill(number, 300, NOW.plus(Duration.ofDays(1))));
        List<UUID> others = new ArrayList<>();
        for (int other = 0; other < 4; other++) {
            if (other != number) {
                others.addAll(fill(other, 10, NOW.plus(Duration.ofDays(2 + other))));
            }
        }
        ids.addAll(others);

        for (EventSort sort : List.of(EventSort.SOONEST, EventSort.LATEST)) {
            for (int limit : List.of(1, 8, 50, 100)) {
                for (int offset : List.of(0, 7, 60, 150, 295, 325, 400)) {
                    EventPage page = catalog.ask(LIST_EVENTS, new ListEvents(EventFilter.all(), sort, limit, offset));
                    assertThat(page.total()).isEqualTo(330);
                    assertThat(page.events().stream().map(Event::id))
                            .as("%s, %d from %d", sort, limit, offset)
                            .containsExactlyElementsOf(
                                    ids.subList(Math.min(330, offset), Math.min(330, offset + limit)));
                }
            }
            Collections.reverse(ids);
        }
    }

    /** Events of one shard, one minute after another, in their order. */
    private List<UUID> fill(int number, int count, Instant first) {
        Ids ids = new Ids(catalog.clock(), new Random(number));
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(ids.next(number));
        }
        assertThat(catalog.sql(
                        catalog.shards().shard(number), """
                INSERT INTO event (id, name, venue, event_date, total_capacity, price, created_at, updated_at)
                SELECT id, 'Event', 'Venue', $2::timestamptz + n * interval '1 minute', 10, 1, $2, $2
                  FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, n)
                """, Tuple.of(made.toArray(UUID[]::new), first.atOffset(UTC))))
                .isEmpty();
        return made;
    }

    private List<Event> createAtOnce(int count) {
        List<Future<CreateOutcome>> wishes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wishes.add(catalog.bus().ask(CREATE_EVENT, CatalogFixture.wish("Event " + i, 10, "1.00")));
        }
        return await(Future.all(wishes)).<CreateOutcome>list().stream()
                .map(outcome -> ((CreateOutcome.Created) outcome).event())
                .toList();
    }

    private Future<?> setStatus(UUID id, String status) {
        return catalog.shardOf(id)
                .pool()
                .preparedQuery("UPDATE event SET status = $2 WHERE id = $1")
                .execute(Tuple.of(id, status));
    }

    private void assertTotals(int active, int cancelled, int completed) {
        assertThat(total(EventFilter.of(EventStatus.ACTIVE))).isEqualTo(active);
        assertThat(total(EventFilter.of(EventStatus.CANCELLED))).isEqualTo(cancelled);
        assertThat(total(EventFilter.of(EventStatus.COMPLETED))).isEqualTo(completed);
        assertThat(total(EventFilter.all())).isEqualTo(active + cancelled + completed);
    }

    private long total(EventFilter filter) {
        return catalog.ask(LIST_EVENTS, new ListEvents(filter, EventSort.SOONEST, 1, 0))
                .total();
    }
}
