package io.evently.invariants;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What events say of themselves beside what their bookings, ledger and waitlists come to, a few events at a time. */
final class EventBooksRepository {
    // One statement, so one snapshot: whatever sells meanwhile is in all of the sums or in none.
    private static final String NEXT = """
            WITH few AS (
                SELECT id, seats_sold, seats_held, total_capacity, seats_sold + seats_held + waitlist_count AS size
                  FROM event WHERE id > $1 ORDER BY id LIMIT $2),
            next AS (
                SELECT *, size <= $3 AS small,
                       sum(size) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                  FROM few)
            SELECT e.id, e.small,
                   e.small AND (e.seats_sold <> b.sold OR e.seats_held <> b.held + o.seats + w.seats
                                OR e.seats_sold + e.seats_held > e.total_capacity OR l.balance <> b.total) AS wrong,
                   format('sold %s of %s, confirmed %s; held %s, holds %s, offered %s, set aside %s; ledger %s, bookings %s',
                          e.seats_sold, e.total_capacity, b.sold, e.seats_held, b.held, o.seats, w.seats, l.balance,
                          b.total) AS finding
              FROM next e
             CROSS JOIN LATERAL (
                SELECT coalesce(sum(quantity) FILTER (WHERE status = 'confirmed'), 0) AS sold,
                       coalesce(sum(quantity) FILTER (WHERE status = 'held'), 0) AS held,
                       coalesce(sum(total) FILTER (WHERE status = 'confirmed'), 0) AS total
                  FROM booking WHERE event_id = e.id AND e.small) b
             CROSS JOIN LATERAL (
                SELECT coalesce(sum(CASE kind WHEN 'charge' THEN amount ELSE -amount END), 0) AS balance
                  FROM booking JOIN ledger ON ledger.booking_id = booking.id
                 WHERE booking.event_id = e.id AND e.small) l
             CROSS JOIN LATERAL (
                SELECT coalesce(sum(seats_offered + set_aside), 0) AS seats
                  FROM waitlist_entry WHERE event_id = e.id AND status = 'offered' AND e.small) o
             CROSS JOIN LATERAL (
                SELECT coalesce(sum(seats_offered + set_aside), 0) AS seats
                  FROM waitlist_entry WHERE event_id = e.id AND status = 'waiting' AND e.small) w
             WHERE coalesce(e.before, 0) < $3
             ORDER BY e.id
            """;

    /** @param read false when the event has too many entries to be added up */
    record Books(UUID event, boolean read, boolean wrong, String finding) {}

    /** Of the first events after {@code last}, at least of one when there is one; in the order of their ids. */
    Future<List<Books>> next(SqlClient shard, UUID last, InvariantsConfig config) {
        return shard.preparedQuery(NEXT)
                .execute(Tuple.of(last, config.events(), config.entries()))
                .map(rows -> {
                    List<Books> books = new ArrayList<>(rows.size());
                    rows.forEach(row -> books.add(books(row)));
                    return books;
                });
    }

    private static Books books(Row row) {
        return new Books(row.getUUID("id"), row.getBoolean("small"), row.getBoolean("wrong"), row.getString("finding"));
    }
}
