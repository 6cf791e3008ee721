package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingEndpoints;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.evently.bus.TypedBus;
import io.evently.cluster.EventLocks;
import io.evently.schedule.Foreground;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Shard;
import io.evently.storage.StorageConfig;
import io.evently.testing.TcpProxy;
import io.evently.testing.TestServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A booking that is not served")
class RefusedCountIT {
    private static final int SHARD = 0;

    private final Vertx vertx = Vertx.vertx();
    private final TcpProxy line = new TcpProxy(TestServices.freshDatabaseUrl());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    private final TypedBus bus = new TypedBus(vertx, Duration.ofMinutes(1));
    private Databases databases;

    @BeforeEach
    void start() {
        String url = TestServices.freshDatabaseUrl();
        MigratedDatabases.prepare(storage(url));
        databases = Databases.open(vertx, storage(line.over(url)));
        TypedBus.register(vertx, BookingEndpoints.FAMILIES);
    }

    @AfterEach
    void stop() {
        line.thaw();
        await(databases.close().eventually(vertx::close));
        line.close();
    }

    @Test
    @DisplayName("is counted with its reason, whatever the reason, and was zero before")
    void counted() {
        deploy(BookingFixture.config());
        for (Reason reason : Reason.values()) {
            assertThat(refused(reason)).isZero();
        }

        line.cut(true);
        BookingOutcome unavailable = book(Duration.ofSeconds(21));
        line.mend();

        assertThat(unavailable).isInstanceOf(NotServed.class);
        assertThat(refused(((NotServed) unavailable).reason())).isEqualTo(1);
        BookingOutcome late = book(Duration.ZERO);
        assertThat(late).isEqualTo(new NotServed(Reason.DEADLINE));
        assertThat(total()).isEqualTo(2);
        assertThat(meters.get("evently.lane.answers")
                        .tag("outcome", "not_served")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("does not wait for a lock that is never given back: the next is served through the database alone")
    void lockNeverBack() {
        UUID event = ids.next(SHARD);
        NeverReleased locks = new NeverReleased();
        deploy(BookingFixture.config(), locks);
        assertThat(book(event, Duration.ofMinutes(1))).isInstanceOf(BookingOutcome.NotFound.class);
        await(locks.asked.future());
        assertThat(book(event, Duration.ofMinutes(1))).isInstanceOf(BookingOutcome.NotFound.class);
    }

    private void deploy(BookingConfig config) {
        deploy(config, new NeverReleased());
    }

    private void deploy(BookingConfig config, EventLocks locks) {
        Shard shard = databases.shards().shard(SHARD);
        String unused = await(vertx.deployVerticle(new BookingVerticle(
                config, bus, shard, locks, new Foreground(), meters, Clock.systemUTC(), new SecureRandom())));
    }

    private BookingOutcome book(Duration deadline) {
        return book(ids.next(SHARD), deadline);
    }

    private BookingOutcome book(UUID event, Duration deadline) {
        BookSeats wish = new BookSeats(
                event, UUID.randomUUID(), 1, null, false, null, Instant.now().plus(deadline));
        return await(bus.ask(BookingEndpoints.BOOK_SEATS.at(SHARD), wish));
    }

    private double refused(Reason reason) {
        return meters.get("evently.lane.refused")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    private double total() {
        return meters.get("evently.lane.refused").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static StorageConfig storage(String url) {
        return new StorageConfig(
                url,
                null,
                List.of(),
                1,
                2,
                2,
                100,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
    }

    /** Grants at once; the member that should take the lock back hangs. */
    private static final class NeverReleased implements EventLocks {
        private final Promise<Void> asked = Promise.promise();

        @Override
        public Future<Grant> acquire(UUID eventId, Duration patience) {
            return Future.succeededFuture(new Grant() {
                @Override
                public long token() {
                    return 1;
                }

                @Override
                public boolean live() {
                    return true;
                }

                @Override
                public boolean contended() {
                    return false;
                }

                @Override
                public void onContended(Runnable handler) {}

                @Override
                public Future<Void> release() {
                    asked.tryComplete();
                    return Promise.<Void>promise().future();
                }
            });
        }
    }
}
