package io.evently.booking.service;

import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.cluster.EventLocks;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Without a lock that can be relied on")
class DatabaseAloneIT {
    private final BookingFixture booking = new BookingFixture(BookingFixture.config(), 0);

    @AfterEach
    void stop() {
        booking.assertInvariants();
        booking.close();
    }

    @Test
    @DisplayName("two nodes that get no lock at all go on selling, and sell no seat twice")
    void noLocks() {
        booking.addNode(locks -> new NoLocks());
        booking.addNode(locks -> new NoLocks());

        sellOut();
    }

    @Test
    @DisplayName("two nodes that both own every event are told apart by the fence: everybody is served once")
    void everybodyOwns() {
        booking.addNode(locks -> new LocksForAll());
        booking.addNode(locks -> new LocksForAll());

        sellOut();
    }

    @Test
    @DisplayName("one node without locks beside one with them sells no seat twice")
    void oneWithout() {
        booking.addNode(locks -> new NoLocks());
        booking.addNode();

        sellOut();
    }

    private void sellOut() {
        UUID hot = booking.anEvent(100);
        List<UUID> others =
                IntStream.range(0, 20).mapToObj(i -> booking.anEvent(i % 4, 10)).toList();
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            asked.add(booking.node(i % 2).desk().book(booking.wish(hot, 1)));
            asked.add(booking.node(i % 2).desk().book(booking.wish(others.get(i % 20), 1)));
        }

        List<BookingOutcome> outcomes = await(Future.all(asked).map(all -> all.<BookingOutcome>list()));

        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize(300);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Booked))
                .hasSize(1_700)
                .containsOnly(new InsufficientSeats(0, 1));
        assertThat(booking.event(hot).getInteger("seats_sold")).isEqualTo(100);
    }

    /** The cluster is away. */
    private static final class NoLocks implements EventLocks {
        @Override
        public Future<Grant> acquire(UUID eventId, Duration patience) {
            return Future.failedFuture(new IllegalStateException("no cluster"));
        }
    }

    /** A split cluster, or a holder that stood still and does not know that its lease is over: grants to anybody. */
    private static final class LocksForAll implements EventLocks {
        private final AtomicLong tokens = new AtomicLong();

        @Override
        public Future<Grant> acquire(UUID eventId, Duration patience) {
            long token = tokens.incrementAndGet();
            return Future.succeededFuture(new Grant() {
                @Override
                public long token() {
                    return token;
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
                    return Future.succeededFuture();
                }
            });
        }
    }
}
