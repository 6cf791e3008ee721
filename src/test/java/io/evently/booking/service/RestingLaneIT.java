package io.evently.booking.service;

import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.cluster.EventLocks;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A lane with nothing to do")
class RestingLaneIT {
    private static final int BOOKINGS = 20;

    private final AtomicInteger acquired = new AtomicInteger();
    private final List<Boolean> liveWhenReleased = new CopyOnWriteArrayList<>();
    private BookingFixture booking;
    private BookingFixture.Node watched;

    @BeforeEach
    void start() {
        // A slice far beyond the lease: whatever ends a rest early is not the end of the slice.
        booking = new BookingFixture(config(Duration.ofMinutes(10)), 0);
        watched = booking.addNode(Watched::new);
        booking.addNode();
    }

    @AfterEach
    void close() {
        booking.assertInvariants();
        booking.close();
    }

    @Test
    @DisplayName("keeps the event, so that bookings one after another share one lock")
    void keeps() {
        UUID event = booking.anEvent(100);
        long begun = System.nanoTime();
        for (int i = 0; i < BOOKINGS; i++) {
            assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
        }
        // On a machine so slow that a lease runs out meanwhile, a lock for each lease.
        long leases = Duration.ofNanos(System.nanoTime() - begun).toSeconds() / 3 + 1;
        assertThat(acquired.get()).isLessThan(BOOKINGS).isBetween(1, (int) leases);
    }

    @Test
    @DisplayName("gives the event up at once when another node asks for it")
    void givesUp() {
        UUID event = booking.anEvent(100);
        for (int i = 0; i < BOOKINGS; i++) {
            assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
            assertThat(await(booking.node(1).desk().book(booking.wish(event, 1))))
                    .isInstanceOf(Booked.class);
        }
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(2 * BOOKINGS);
        // A node that waited for the end of the lease would have been given every single one dead.
        assertThat(liveWhenReleased).contains(true);
    }

    @Test
    @DisplayName("gives the event up before its lease is over, also when nobody asks")
    void lease() {
        UUID event = booking.anEvent(100);
        assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !liveWhenReleased.isEmpty());
        assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
        assertThat(acquired).hasValue(2);
    }

    @Test
    @DisplayName("gives the event up when its node stops")
    void stops() {
        UUID event = booking.anEvent(100);
        assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
        for (String verticle : watched.bookingVerticles()) {
            await(watched.vertx().undeploy(verticle));
        }
        assertThat(liveWhenReleased).hasSize(1);
        assertThat(await(booking.node(1).desk().book(booking.wish(event, 1)))).isInstanceOf(Booked.class);
    }

    private static BookingConfig config(Duration slice) {
        BookingConfig usual = BookingFixture.config();
        return new BookingConfig(
                usual.deadline(),
                usual.maxQuantity(),
                usual.holdDuration(),
                usual.maxHeldSeats(),
                usual.maxExtensions(),
                usual.sweepInterval(),
                usual.laneLimit(),
                usual.shardLimit(),
                usual.flushSize(),
                usual.flushesInFlight(),
                usual.flushTimeout(),
                slice,
                usual.sliceBookings(),
                usual.lockPatience(),
                usual.lockBackoff(),
                usual.settlePatience(),
                usual.unsettledLimit(),
                usual.keyRetention());
    }

    private final class Watched implements EventLocks {
        private final EventLocks locks;

        Watched(EventLocks locks) {
            this.locks = locks;
        }

        @Override
        public Future<Grant> acquire(UUID eventId, Duration patience) {
            acquired.incrementAndGet();
            return locks.acquire(eventId, patience).map(WatchedGrant::new);
        }
    }

    private final class WatchedGrant implements EventLocks.Grant {
        private final EventLocks.Grant grant;

        WatchedGrant(EventLocks.Grant grant) {
            this.grant = grant;
        }

        @Override
        public long token() {
            return grant.token();
        }

        @Override
        public boolean live() {
            return grant.live();
        }

        @Override
        public boolean contended() {
            return grant.contended();
        }

        @Override
        public void onContended(Runnable handler) {
            grant.onContended(handler);
        }

        @Override
        public Future<Void> release() {
            liveWhenReleased.add(grant.live());
            return grant.release();
        }
    }
}
