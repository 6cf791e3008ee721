package io.evently.booking.service;

import io.evently.cluster.EventLocks.Grant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What the tests of overselling are worth: they would see it. Seats are sold here by reading, deciding and writing. */
@DisplayName("1,000 requests for 100 seats with the database's guards off")
class NegativeControlIT {
    private static final Logger log = LoggerFactory.getLogger(NegativeControlIT.class);
    private static final int SEATS = 100;
    private static final int REQUESTS = 1_000;
    private static final int ROUNDS = 10;
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(100);
    private static BookingFixture booking;

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), 2);
        booking.execute(0, "ALTER TABLE event DROP CONSTRAINT event_never_oversold", Tuple.tuple());
    }

    @AfterAll
    static void stop() {
        booking.close();
    }

    @Test
    @DisplayName("are oversold under the stock lock of Vert.x")
    void stockLock() {
        int most = 0;
        for (int round = 0; round < ROUNDS && most <= SEATS; round++) {
            most = sold(node -> (event, work) -> node.vertx()
                    .sharedData()
                    .getLockWithTimeout("event-" + event, LOCK_PATIENCE.toMillis())
                    .compose(lock -> work.get().onComplete(done -> lock.release())));
        }
        log.info("Stock lock, no guards: {} of {} seats sold", most, SEATS);
        assertThat(most).isGreaterThan(SEATS);
    }

    @Test
    @DisplayName("are sold once under our event locks, as long as no lease runs out")
    void eventLocks() {
        List<Grant> lost = new ArrayList<>();
        int sold = 0;
        for (int round = 0; round < ROUNDS; round++) {
            lost.clear();
            sold = sold(node -> (event, work) -> node.cluster()
                    .locks()
                    .acquire(event, LOCK_PATIENCE)
                    .compose(grant -> work.get().eventually(() -> {
                        if (!grant.live()) {
                            synchronized (lost) {
                                lost.add(grant);
                            }
                        }
                        return grant.release();
                    })));
            if (lost.isEmpty()) {
                break;
            }
        }
        log.info("Our event locks, no guards: {} of {} seats sold, {} leases lost", sold, SEATS, lost.size());
        assertThat(lost).as("leases that ran out in each of the rounds").isEmpty();
        assertThat(sold).isEqualTo(SEATS);
    }

    /** How many bookings of one seat were made of an event that has {@code SEATS} of them. */
    private static int sold(Function<BookingFixture.Node, Guard> guards) {
        UUID event = booking.anEvent(0, SEATS);
        List<Future<Boolean>> asked = new ArrayList<>();
        List<Context> contexts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            contexts.add(booking.node(i).vertx().getOrCreateContext());
        }
        for (int i = 0; i < REQUESTS; i++) {
            BookingFixture.Node node = booking.node(i % 2);
            Guard guard = guards.apply(node);
            Pool pool = node.databases().shards().shard(0).pool();
            asked.add(on(contexts.get(i % 2), () -> guard.alone(event, () -> readDecideWrite(pool, event))));
        }
        List<Boolean> sold = await(Future.all(asked).map(all -> all.<Boolean>list()));
        return (int) sold.stream().filter(Boolean::booleanValue).count();
    }

    private static Future<Boolean> readDecideWrite(Pool pool, UUID event) {
        return pool.preparedQuery("SELECT seats_sold, total_capacity FROM event WHERE id = $1")
                .execute(Tuple.of(event))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    int sold = row.getInteger("seats_sold");
                    if (sold >= row.getInteger("total_capacity")) {
                        return Future.succeededFuture(false);
                    }
                    return pool.preparedQuery("UPDATE event SET seats_sold = $2 WHERE id = $1")
                            .execute(Tuple.of(event, sold + 1))
                            .map(true);
                });
    }

    private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(ignored -> work.get().onComplete(done));
        return done.future();
    }

    /** Lets one at a time do its work for an event, or so it says. */
    private interface Guard {
        Future<Boolean> alone(UUID event, Supplier<Future<Boolean>> work);
    }
}
