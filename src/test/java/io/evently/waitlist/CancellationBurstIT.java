package io.evently.waitlist;

import io.evently.booking.BookSeats;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingOutcome;
import io.evently.booking.service.BookingFixture;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("5,000 cancellations at once on an event for which 50,000 wait")
class CancellationBurstIT {
    private static final Logger log = LoggerFactory.getLogger(CancellationBurstIT.class);
    private static final int SEATS = 5_000;
    private static final int WAITING = 50_000;
    private static final int LOOKS = 200;
    private static final int QUIET_BOOKINGS = 300;

    private static final String SELL = """
            WITH sold AS (
                INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                     created_at, updated_at)
                SELECT id_beside($1, $2), reference_beside($1, $2), $1, gen_random_uuid(), 1, 19.99, 19.99, 'USD',
                       'confirmed', $2, $2
                  FROM generate_series(1, $3)
             RETURNING *),
            charged AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'charge', event_id, total, currency, $2 FROM sold),
            """ + Announcement.ofMany("""
                booking_confirmed(m.id, m.reference, m.event_id, m.user_id, m.quantity, m.unit_price, m.total, m.currency,
                                  NULL, $2, NULL)""", "m", "sold", "$2") + """

            UPDATE event SET seats_sold = seats_sold + $3 WHERE id = $1
            """;

    private static final String QUEUE = """
            WITH queued AS (
                INSERT INTO waitlist_entry (id, event_id, user_id, tier, quantity, auto_book, accept_partial, status, turn,
                                            joined_at)
                SELECT id_beside($1, $2), $1, gen_random_uuid(), 'basic', 1, false, false, 'waiting',
                       epoch_millis($2) - n * 997, $2
                  FROM generate_series(1, $3) AS n
             RETURNING turn, quantity),
            counted AS (
                SELECT count_waiting($1, array_agg(turn), array_agg(quantity), 1) FROM queued)
            UPDATE event SET waitlist_count = waitlist_count + $3, waitlist_open = true
             WHERE id = $1 AND EXISTS (SELECT FROM counted)
            """;

    @Test
    @DisplayName("make 5,000 offers to the first 5,000 in order, each seat to one, while other events are booked")
    void offersToTheFirst() {
        try (BookingFixture fixture = new BookingFixture(BookingFixture.config(), 2)) {
            UUID event = fixture.anEvent(SEATS);
            UUID other = fixture.anEvent(100_000);
            int shard = fixture.shardOf(event);
            await(new WaitlistRepository()
                    .agree(fixture.shards().shard(shard).pool(), BookingFixture.WAITLIST.policy()));
            var now = fixture.clock.instant().atOffset(ZoneOffset.UTC);
            fixture.execute(shard, SELL, Tuple.of(event, now, SEATS));
            fixture.execute(shard, QUEUE, Tuple.of(event, now, WAITING));
            fixture.assertInvariants();
            List<Row> bookings =
                    fixture.execute(shard, "SELECT id, user_id FROM booking WHERE event_id = $1", Tuple.of(event));
            lookAtPositions(fixture, event, shard);
            long[] quiet = book(fixture, other, new AtomicBoolean(true));

            AtomicBoolean over = new AtomicBoolean();
            long begun = System.nanoTime();
            List<Future<BookingOutcome>> cancellations = new ArrayList<>();
            for (Row booking : bookings) {
                cancellations.add(fixture.node(cancellations.size() % 2)
                        .desk()
                        .cancel(new BookingChange(
                                booking.getUUID("id"),
                                booking.getUUID("user_id"),
                                false,
                                null,
                                fixture.clock.instant().plus(Duration.ofMinutes(2)))));
            }
            Future<?> all = Future.join(cancellations).onComplete(done -> over.set(true));
            long[] busy = book(fixture, other, over);
            await(all);
            long millis = (System.nanoTime() - begun) / 1_000_000;

            assertThat(cancellations)
                    .allSatisfy(cancellation ->
                            assertThat(cancellation.result()).isInstanceOf(BookingOutcome.Cancelled.class));
            Row found = fixture.execute(shard, """
                            SELECT count(*) AS offers, count(DISTINCT user_id) AS users, max(turn) AS last,
                                   (SELECT min(turn) FROM waitlist_entry WHERE event_id = $1 AND status = 'waiting')
                                       AS next
                              FROM waitlist_entry WHERE event_id = $1 AND status = 'offered'
                            """, Tuple.of(event)).get(0);
            assertThat(found.getLong("offers")).isEqualTo(SEATS);
            assertThat(found.getLong("users")).isEqualTo(SEATS);
            assertThat(found.getLong("last")).isLessThan(found.getLong("next"));
            fixture.assertInvariants();
            log.info(
                    "{} offers out after {} ms; p99 of a booking of another event {} ms before, {} ms meanwhile ({} of them)",
                    SEATS,
                    millis,
                    p99(quiet),
                    p99(busy),
                    busy.length);
        }
    }

    // Positions are sums over slots, so they cost much the same in front and at the end.
    private static void lookAtPositions(BookingFixture fixture, UUID event, int shard) {
        List<Row> entries = fixture.execute(shard, """
                SELECT user_id, row_number() OVER (ORDER BY turn, id) AS position
                  FROM waitlist_entry WHERE event_id = $1
                 ORDER BY md5(user_id::text) LIMIT $2
                """, Tuple.of(event, LOOKS));
        long begun = System.nanoTime();
        for (Row entry : entries) {
            EntryLookup found = await(fixture.node(0).waitlist().find(new FindEntry(event, entry.getUUID("user_id"))));
            assertThat(((EntryLookup.Found) found).entry().position())
                    .isEqualTo(entry.getLong("position").intValue());
        }
        log.info(
                "A position among {}: {} µs, estimate included",
                WAITING,
                (System.nanoTime() - begun) / 1_000 / entries.size());
    }

    // One after the other until it is over, at least QUIET_BOOKINGS when it was over before.
    private static long[] book(BookingFixture fixture, UUID event, AtomicBoolean over) {
        List<Long> latencies = new ArrayList<>();
        while (!over.get() || latencies.size() < QUIET_BOOKINGS) {
            long begun = System.nanoTime();
            BookingOutcome outcome = await(fixture.node(0)
                    .desk()
                    .book(new BookSeats(event, UUID.randomUUID(), 1, null, false, null, fixture.deadline())));
            assertThat(outcome).isInstanceOf(BookingOutcome.Booked.class);
            latencies.add((System.nanoTime() - begun) / 1_000);
        }
        return latencies.stream().mapToLong(micros -> micros).toArray();
    }

    private static double p99(long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * 0.99)] / 1_000.0;
    }
}
