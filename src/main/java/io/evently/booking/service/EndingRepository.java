package io.evently.booking.service;

import io.evently.booking.EventCancelled;
import io.evently.inventory.SeatReturn;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/** The statements that end bookings without their owners: lapsed holds and called-off events. */
final class EndingRepository {
    private static final String NEXT_LAPSE = "SELECT min(expires_at) AS at FROM booking WHERE status = 'held'";

    // Events before bookings, like everywhere; a hold that another node ended while this statement waited for the event
    // is no longer held and stays as it is.
    // The state comes with the list, so that no index serves it alone and each hold is looked up by its id: a plan made
    // while there were few would compare each with all that are held.
    private static final String EXPIRE = SeatReturn.statement(
            """
            lapsed AS (
                SELECT id, event_id, status AS was FROM booking
                 WHERE status = 'held' AND expires_at <= $1
                 ORDER BY expires_at
                 LIMIT $2),
            locked AS MATERIALIZED (
                SELECT e.id FROM event e
                 WHERE e.id IN (SELECT event_id FROM lapsed)
                 ORDER BY e.id
                   FOR UPDATE),
            ended AS (
                UPDATE booking b SET status = 'expired', updated_at = $1
                  FROM lapsed JOIN locked ON locked.id = lapsed.event_id
                 WHERE b.id = lapsed.id AND b.status = lapsed.was AND b.expires_at <= $1
             RETURNING b.*, b AS booking),
            """ + Announcement.ofMany("hold_expired(e.booking)", "e", "ended", "$1") + """
            ,
            freed AS (
                SELECT event_id, 0 AS sold, sum(quantity)::integer AS held, 0 AS added
                  FROM ended
                 GROUP BY event_id)
            """,
            "$1",
            "SELECT count(*) AS ended FROM lapsed");

    private static final String CALL_OFF = """
            WITH called_off AS (
                UPDATE event SET status = 'cancelled', refunding = true, version = version + 1, updated_at = $2
                 WHERE id = $1 AND status = 'active'
             RETURNING id, event),
            """ + Announcement.of("event_cancelled(event)", "called_off", "$2") + """

            SELECT id FROM called_off
            """;

    private static final String STATUS = "SELECT status FROM event WHERE id = $1";

    private static final String REFUND = SeatReturn.statement(
            """
            locked AS MATERIALIZED (
                SELECT id FROM event WHERE id = $1 AND status = 'cancelled' FOR UPDATE),
            part AS (
                SELECT b.id, b.status AS was
                  FROM booking b JOIN locked ON locked.id = b.event_id
                 WHERE b.status IN ('held', 'confirmed') AND b.id > $2
                 ORDER BY b.id
                 LIMIT $3),
            ended AS (
                UPDATE booking b
                   SET status = CASE WHEN part.was = 'confirmed' THEN 'refunded' ELSE 'expired' END, updated_at = $4
                  FROM part
                 WHERE b.id = part.id AND b.status = part.was
             RETURNING b.*, b AS booking, part.was),
            refunded AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'refund', event_id, total, currency, $4 FROM ended WHERE was = 'confirmed'),
            """
                    + Announcement.ofMany(
                            "CASE e.was WHEN 'confirmed' THEN booking_refunded(e.booking) ELSE hold_expired(e.booking) END",
                            "e",
                            "ended",
                            "$4")
                    + """
            ,
            freed AS (
                SELECT event_id,
                       coalesce(sum(quantity) FILTER (WHERE was = 'confirmed'), 0)::integer AS sold,
                       coalesce(sum(quantity) FILTER (WHERE was = 'held'), 0)::integer AS held,
                       0 AS added
                  FROM ended
                 GROUP BY event_id)
            """,
            "$4",
            "SELECT id FROM part ORDER BY id DESC LIMIT 1");

    private static final String REFUNDED = """
            UPDATE event SET refunding = false
             WHERE id = $1
               AND NOT EXISTS (SELECT FROM booking WHERE event_id = $1 AND status IN ('held', 'confirmed'))
            """;

    private static final String CLOSE_WAITLIST = "SELECT close_waitlist($1, $2, $3) AS closed";

    private static final String REFUNDS = """
            SELECT count(*) AS refunds, coalesce(sum(total), 0.00) AS amount
              FROM booking
             WHERE event_id = $1 AND status = 'refunded'
            """;

    private static final String REFUNDING = """
            SELECT id FROM event WHERE refunding AND updated_at < $1 ORDER BY id LIMIT 10
            """;

    private static final String FORGET_KEYS = """
            DELETE FROM idempotency
             WHERE ctid = ANY (ARRAY (SELECT ctid FROM idempotency WHERE created_at < $1 LIMIT $2))
            """;

    /** When the next hold lapses, or has lapsed; empty when there is none. */
    Future<Optional<Instant>> nextLapse(SqlClient shard) {
        return shard.preparedQuery(NEXT_LAPSE)
                .execute()
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("at"))
                        .map(at -> at.toInstant()));
    }

    /** Ends at most {@code most} lapsed holds; how many were looked at. */
    Future<Integer> expire(SqlClient shard, Instant now, int most) {
        return shard.preparedQuery(EXPIRE)
                .execute(Tuple.of(utc(now), most))
                .map(rows -> rows.iterator().next().getInteger("ended"));
    }

    /** Stops the sale of an event; false when it was not on sale. */
    Future<Boolean> callOff(SqlClient shard, UUID eventId, Instant now) {
        return shard.preparedQuery(CALL_OFF)
                .execute(Tuple.of(eventId, utc(now)))
                .map(rows -> rows.size() == 1);
    }

    Future<Optional<String>> status(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(STATUS)
                .execute(Tuple.of(eventId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("status")));
    }

    /** Refunds the next bookings of a called-off event after {@code last}; empty when none was left. */
    Future<Optional<UUID>> refund(SqlClient shard, UUID eventId, UUID last, int most, Instant now) {
        return shard.preparedQuery(REFUND)
                .execute(Tuple.of(eventId, last, most, utc(now)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID("id")));
    }

    /** Ends at most {@code most} entries of the waitlist of a called-off event; how many. */
    Future<Integer> closeWaitlist(SqlClient shard, UUID eventId, int most, Instant now) {
        return shard.preparedQuery(CLOSE_WAITLIST)
                .execute(Tuple.of(eventId, utc(now), most))
                .map(rows -> rows.iterator().next().getInteger("closed"));
    }

    Future<Void> refunded(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(REFUNDED).execute(Tuple.of(eventId)).mapEmpty();
    }

    Future<EventCancelled.Done> refunds(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(REFUNDS).execute(Tuple.of(eventId)).map(rows -> {
            Row row = rows.iterator().next();
            return new EventCancelled.Done(row.getLong("refunds"), row.getBigDecimal("amount"));
        });
    }

    /** Called-off events whose refunds nobody has finished since {@code before}. */
    Future<List<UUID>> refunding(SqlClient shard, Instant before) {
        return shard.preparedQuery(REFUNDING).execute(Tuple.of(utc(before))).map(rows -> {
            List<UUID> events = new ArrayList<>(rows.size());
            rows.forEach(row -> events.add(row.getUUID("id")));
            return events;
        });
    }

    /** Forgets at most {@code most} idempotency keys; how many. */
    Future<Integer> forgetKeys(SqlClient shard, Instant before, int most) {
        return shard.preparedQuery(FORGET_KEYS)
                .execute(Tuple.of(utc(before), most))
                .map(rows -> rows.rowCount());
    }
}
