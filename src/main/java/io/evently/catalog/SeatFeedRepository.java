package io.evently.catalog;

import io.evently.catalog.SeatCounts.SeatCount;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** The only class that knows the table {@code seat_feed}. */
final class SeatFeedRepository {
    // In the order of the ids, like everybody who locks several of these rows.
    private static final String MARK = """
            INSERT INTO seat_feed (event_id, changed, told_at)
            SELECT id, true, 'epoch' FROM unnest($1::uuid[]) AS id ORDER BY id
                ON CONFLICT (event_id) DO UPDATE SET changed = true WHERE NOT seat_feed.changed
            """;

    // The counts are those of this moment, so the last number of a busy second is the newest there is.
    private static final String TELL = """
            WITH due AS (
                SELECT event_id FROM seat_feed
                 WHERE changed AND told_at <= $2
                 ORDER BY event_id LIMIT $3 FOR UPDATE SKIP LOCKED),
            told AS (
                UPDATE seat_feed f SET sequence = sequence + 1, changed = false, told_at = $1
                  FROM due WHERE f.event_id = due.event_id
             RETURNING f.event_id, f.sequence)
            SELECT e.id, told.sequence, e.total_capacity, e.seats_sold, e.seats_held, e.waitlist_count, e.price,
                   e.currency, e.status, e.version
              FROM told JOIN event e ON e.id = told.event_id
            """;

    private static final String WAITING = "SELECT EXISTS (SELECT FROM seat_feed WHERE changed) AS waiting";

    /** Notes that the seats of these events changed. */
    Future<Void> mark(SqlClient transaction, Collection<UUID> events) {
        return transaction
                .preparedQuery(MARK)
                .execute(Tuple.of(events.toArray(UUID[]::new)))
                .mapEmpty();
    }

    /** Numbers and counts what changed, at most so many events and none twice within {@code apart}. */
    Future<List<SeatCount>> tell(SqlClient transaction, Instant now, Duration apart, int most) {
        return transaction
                .preparedQuery(TELL)
                .execute(Tuple.of(now.atOffset(UTC), now.minus(apart).atOffset(UTC), most))
                .map(rows -> {
                    List<SeatCount> counts = new ArrayList<>(rows.size());
                    rows.forEach(row -> counts.add(count(row, now)));
                    return counts;
                });
    }

    /** Whether something changed that nobody was told of yet. */
    Future<Boolean> waiting(SqlClient shard) {
        return shard.preparedQuery(WAITING)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("waiting"));
    }

    private static SeatCount count(Row row, Instant now) {
        int capacity = row.getInteger("total_capacity");
        int held = row.getInteger("seats_held");
        return new SeatCount(
                row.getUUID("id"),
                row.getLong("sequence"),
                capacity,
                capacity - row.getInteger("seats_sold") - held,
                held,
                row.getInteger("waitlist_count"),
                row.getBigDecimal("price"),
                row.getString("currency"),
                row.getString("status"),
                row.getInteger("version"),
                now);
    }
}
