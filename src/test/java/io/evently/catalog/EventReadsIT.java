package io.evently.catalog;

import io.evently.storage.Shard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.catalog.CatalogFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Events read by id, many at once")
class EventReadsIT {
    private CatalogFixture catalog;
    private final EventReads reads = new EventReads(new EventRepository());
    private Context loop;

    @BeforeEach
    void open() {
        catalog = new CatalogFixture();
        // One loop, and of the Vert.x that the pools belong to: with another, answers would come on any.
        loop = catalog.vertx().getOrCreateContext();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    @DisplayName("are each answered with the event of that id, or with none")
    void each() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(catalog.createWithSeats(10 + i));
        }
        List<UUID> asked = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            asked.add(
                    i % 7 == 0
                            ? UUID.randomUUID()
                            : events.get(i % events.size()).id());
        }

        List<Optional<Event>> found = onLoop(() -> Future.all(asked.stream()
                        .map(id -> reads.get(
                                catalog.shardOf(events.get(asked.indexOf(id) % events.size())
                                        .id()),
                                id))
                        .toList())
                .map(all -> all.<Optional<Event>>list()));

        for (int i = 0; i < asked.size(); i++) {
            UUID id = asked.get(i);
            if (i % 7 == 0) {
                assertThat(found.get(i)).isEmpty();
            } else {
                assertThat(found.get(i)).get().extracting(Event::id).isEqualTo(id);
            }
        }
    }

    @Test
    @DisplayName("show what was written before they were asked for, however many reads are under way")
    void fresh() {
        Event event = catalog.createWithSeats(1_000);
        Shard shard = catalog.shardOf(event.id());
        for (int sold = 1; sold <= 100; sold++) {
            int now = sold;
            Optional<Event> read = onLoop(() -> {
                List<Future<Optional<Event>>> others = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    others.add(reads.get(shard, event.id()));
                }
                return shard.pool()
                        .preparedQuery("UPDATE event SET seats_sold = $2 WHERE id = $1")
                        .execute(Tuple.of(event.id(), now))
                        .compose(written -> reads.get(shard, event.id()))
                        .compose(mine -> Future.all(others).map(all -> mine));
            });
            assertThat(read).get().extracting(Event::seatsSold).isEqualTo(now);
        }
    }

    @Test
    @DisplayName("fail together when the database says no, and work again afterwards")
    void failure() {
        Event event = catalog.createWithSeats(10);
        Shard shard = catalog.shardOf(event.id());
        assertThat(catalog.sql(shard, "ALTER TABLE event RENAME TO elsewhere", Tuple.tuple()))
                .isEmpty();
        assertThatThrownBy(() -> onLoop(() -> reads.get(shard, event.id()))).hasStackTraceContaining("event");
        assertThat(catalog.sql(shard, "ALTER TABLE elsewhere RENAME TO event", Tuple.tuple()))
                .isEmpty();
        assertThat(onLoop(() -> reads.get(shard, event.id()))).isPresent();
    }

    private <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> work.get().onComplete(done));
        return await(done.future());
    }
}
