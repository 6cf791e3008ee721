package io.evently.booking.service;

import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.EventCancelled;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

/** How large is said by {@code -Dlarge.bookings=100000}; a build has less time. */
@DisplayName("An event with tens of thousands of bookings")
class LargeCallOffIT {
    private static final Logger log = LoggerFactory.getLogger(LargeCallOffIT.class);
    private static final int BOOKINGS = Integer.getInteger("large.bookings", 30_000);

    @Test
    @DisplayName("is called off in one call, everybody is refunded, and its neighbours sell on meanwhile")
    void callOff() {
        try (BookingFixture booking = new BookingFixture(BookingFixture.config(), 1)) {
            UUID large = booking.anEvent(0, BOOKINGS);
            UUID neighbour = booking.anEvent(0, 1_000_000);
            fill(booking, large);

            List<Long> alone = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                alone.add(bookingTime(booking, neighbour));
            }
            long started = System.nanoTime();
            Future<EventCancelled> calledOff = booking.node(0).desk().cancelEvent(large);
            List<Long> meanwhile = new ArrayList<>();
            while (!calledOff.isComplete()) {
                meanwhile.add(bookingTime(booking, neighbour));
            }
            int soldMeanwhile = meanwhile.size();
            EventCancelled.Done done = (EventCancelled.Done) await(calledOff);

            log.info(
                    "{} bookings refunded in {} ms, {} sold next to them meanwhile, p50 {} and p99 {} us (alone {} and {})",
                    done.refunds(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                    soldMeanwhile,
                    percentile(meanwhile, 50),
                    percentile(meanwhile, 99),
                    percentile(alone, 50),
                    percentile(alone, 99));
            assertThat(done.refunds()).isEqualTo(BOOKINGS);
            assertThat(done.amount())
                    .isEqualByComparingTo(new BigDecimal("19.99").multiply(BigDecimal.valueOf(BOOKINGS)));
            assertThat(soldMeanwhile).isPositive();
            assertThat(booking.event(large).getInteger("seats_sold")).isZero();
            assertThat(booking.event(large).getBoolean("refunding")).isFalse();
            booking.assertInvariants();
        }
    }

    private static long bookingTime(BookingFixture booking, UUID event) {
        long started = System.nanoTime();
        assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started);
    }

    private static long percentile(List<Long> times, int percent) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static void fill(BookingFixture booking, UUID event) {
        booking.execute(
                0,
                """
                WITH sold AS (
                    UPDATE event SET seats_sold = $2 WHERE id = $1),
                made AS (
                    INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                         created_at, updated_at)
                    SELECT gen_random_uuid(), 'BULK' || n, $1, gen_random_uuid(), 1, 19.99, 19.99, 'USD', 'confirmed',
                           $3, $3
                      FROM generate_series(1, $2) AS n
                 RETURNING *),
                """ + Announcement.ofMany("""
                booking_confirmed(m.id, m.reference, m.event_id, m.user_id, m.quantity, m.unit_price, m.total, m.currency,
                                  NULL, $3, NULL)""", "m", "made", "$3") + """

                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'charge', $1, 19.99, 'USD', $3 FROM made
                """,
                Tuple.of(event, BOOKINGS, booking.clock.instant().atOffset(ZoneOffset.UTC)));
    }
}
