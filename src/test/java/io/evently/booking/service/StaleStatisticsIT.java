package io.evently.booking.service;

import io.evently.booking.BookingClient;
import io.evently.booking.BookingOutcome;
import io.evently.booking.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Statistics from before the on-sale")
class StaleStatisticsIT {
    private static final int BOOKINGS = 600;
    private static final int USERS = 300;
    private static final String READ = """
            SELECT coalesce(sum(seq_tup_read), 0)::bigint AS rows, coalesce(sum(idx_scan), 0)::bigint AS lookups
              FROM pg_stat_user_tables
             WHERE relname IN ('booking', 'idempotency')
            """;

    @Test
    @DisplayName("do not make a flush read whole tables: keys, holds and cancellations go by their indexes")
    void byIndex() {
        try (BookingFixture fixture = new BookingFixture(BookingFixture.config(), 1)) {
            UUID event = fixture.anEvent(10_000);
            int shard = fixture.shardOf(event);
            sell(fixture, event, 3);
            fixture.execute(shard, "ANALYZE", Tuple.tuple());
            long before = read(fixture, shard).getLong("rows");

            sell(fixture, event, BOOKINGS);

            // A booking and a cancellation look a key up, a confirmation and a cancellation their booking.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> read(fixture, shard).getLong("lookups") >= 4 * BOOKINGS);
            assertThat(read(fixture, shard).getLong("rows") - before).isLessThan(BOOKINGS);
            fixture.assertInvariants();
        }
    }

    private static void sell(BookingFixture fixture, UUID event, int bookings) {
        List<Future<?>> all = new ArrayList<>();
        BookingClient desk = fixture.node(0).desk();
        for (int i = 0; i < bookings; i++) {
            UUID user = new UUID(0, i % USERS);
            all.add(desk.book(fixture.wish(event, user, 1, new IdempotencyKey("key-" + UUID.randomUUID(), "print")))
                    .compose(outcome -> desk.cancel(fixture.change(((BookingOutcome.Booked) outcome).booking()))));
            all.add(desk.book(fixture.hold(event, user, 1))
                    .compose(outcome -> desk.confirm(fixture.change(((BookingOutcome.Booked) outcome).booking()))));
        }
        BookingFixture.await(Future.join(all));
    }

    private static Row read(BookingFixture fixture, int shard) {
        return fixture.execute(shard, READ, Tuple.tuple()).get(0);
    }
}
