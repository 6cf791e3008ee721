package io.evently.notification;

import io.evently.booking.service.BookingFixture;
import io.evently.delivery.Presence;
import io.evently.schedule.Next;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** How large is said by {@code -Dlarge.bookings=100000}; a build has less time. */
@DisplayName("A broadcast to tens of thousands of attendees")
class LargeBroadcastIT {
    private static final Logger log = LoggerFactory.getLogger(LargeBroadcastIT.class);
    private static final int ATTENDEES = Integer.getInteger("large.bookings", 30_000);

    private static final String SELL = """
            WITH sold AS (
                INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                     created_at, updated_at)
                SELECT id_beside($1, $2), reference_beside($1, $2), $1, gen_random_uuid(), 1, 19.99, 19.99, 'USD',
                       'confirmed', $2, $2
                  FROM generate_series(1, $3))
            UPDATE event SET seats_sold = seats_sold + $3 WHERE id = $1
            """;

    @Test
    @DisplayName("is written to each of them once by two nodes that work on it together, page by page")
    void onceEach() {
        try (NotificationFixture fixture = new NotificationFixture(2)) {
            UUID event = fixture.bookings.anEvent(ATTENDEES);
            int shard = fixture.bookings.shardOf(event);
            fixture.bookings.execute(shard, SELL, Tuple.of(event, fixture.now(), ATTENDEES));
            UUID broadcast = UUID.randomUUID();
            fixture.bookings.execute(shard, """
                    INSERT INTO broadcast (id, event_id, type, title, message, created_at)
                    VALUES ($1, $2, 'event_update', 'Doors', 'Doors open at 18:00', $3)
                    """, Tuple.of(broadcast, event, fixture.now()));

            long begun = System.nanoTime();
            BookingFixture.await(Future.all(run(fixture, 0, shard), run(fixture, 1, shard)));
            long millis = (System.nanoTime() - begun) / 1_000_000;

            Row found =
                    fixture.bookings.execute(shard, """
                            SELECT b.state, b.recipients, count(n.id) AS notifications,
                                   count(DISTINCT n.recipient) AS reached,
                                   (SELECT count(*) FROM delivery WHERE channel = 'websocket' AND bulk) AS deliveries
                              FROM broadcast b JOIN notification n ON n.broadcast_id = b.id
                             WHERE b.id = $1
                             GROUP BY b.id
                            """, Tuple.of(broadcast)).get(0);
            assertThat(found.getString("state")).isEqualTo("done");
            assertThat(found.getInteger("recipients")).isEqualTo(ATTENDEES);
            assertThat(found.getLong("notifications")).isEqualTo(ATTENDEES);
            assertThat(found.getLong("reached")).isEqualTo(ATTENDEES);
            assertThat(found.getLong("deliveries")).isEqualTo(ATTENDEES);
            log.info("A broadcast was written to {} attendees in {} ms", ATTENDEES, millis);
        }
    }

    private static Future<Void> run(NotificationFixture fixture, int node, int shard) {
        return toTheEnd(new Broadcasting(
                fixture.bookings.node(node).databases().shards().shard(shard),
                NotificationFixture.config(8),
                new Presence(fixture.bus(node), fixture.bookings.node(node).cluster()::nodeNames),
                () -> {},
                fixture.bookings.clock));
    }

    private static Future<Void> toTheEnd(Broadcasting broadcasting) {
        return broadcasting
                .round()
                .compose(next -> next == Next.MORE ? toTheEnd(broadcasting) : Future.succeededFuture());
    }
}
