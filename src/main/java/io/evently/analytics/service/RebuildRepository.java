package io.evently.analytics.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/**
 * Makes the sums of a shard anew from bookings, ledger and waitlists, in one transaction that sees the shard as it was when it
 * began. Reads it in portions, so that no statement takes long. Until it is committed others see the sums as they were, and
 * nothing is added to them.
 */
final class RebuildRepository {
    private static final UUID LOWEST = new UUID(0, 0);
    private static final int PORTION = 5_000;

    /**
     * So far back are the minutes made anew: more than anybody is shown. They are pruned later, so that a pruning never
     * takes away what this transaction has yet to clear.
     */
    private static final Duration RECENT = Duration.ofMinutes(150);

    private static final String REPEATABLE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    // Takes no snapshot: the listener's last batch is seen by what follows.
    private static final String LOCK = "LOCK TABLE analytics_state IN EXCLUSIVE MODE";

    private static final String BUILT = "SELECT built_at IS NOT NULL AS built FROM analytics_state";

    private static final String CLEAR_EVENTS = """
            DELETE FROM event_tally
             WHERE ctid = ANY (ARRAY (SELECT ctid FROM event_tally WHERE happening <> 'refused' LIMIT $1))
            """;

    private static final String CLEAR_SPANS = """
            DELETE FROM span_tally
             WHERE ctid = ANY (ARRAY (SELECT ctid FROM span_tally
                                       WHERE (span <> 'minute' OR begins >= $2) AND happening <> 'refused' LIMIT $1))
            """;

    private static final String CLEAR_CUSTOMERS = """
            DELETE FROM customer_day WHERE ctid = ANY (ARRAY (SELECT ctid FROM customer_day LIMIT $1))
            """;

    // A booking that was ever held keeps the end of its hold. Each is looked up in the ledger by its id.
    private static final String BOOKINGS = """
            WITH portion AS MATERIALIZED (
                SELECT id, event_id, user_id, quantity, total, currency, status, expires_at IS NOT NULL AS was_held,
                       created_at, updated_at
                  FROM booking
                 WHERE (event_id, id) > ($1, $2) AND status <> 'voided'
                 ORDER BY event_id, id
                 LIMIT $3),
            moved AS MATERIALIZED (
                SELECT p.*, l.kind, l.at, l.amount
                  FROM portion p
                 CROSS JOIN LATERAL (SELECT kind, at, amount FROM ledger WHERE booking_id = p.id OFFSET 0) l),
            bought AS (
                INSERT INTO customer_day AS c (user_id, day, currency, bookings, seats, amount)
                SELECT user_id, (created_at AT TIME ZONE 'UTC')::date, currency, count(*), sum(quantity), sum(total)
                  FROM portion WHERE status = 'confirmed'
                 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    ON CONFLICT (user_id, day, currency) DO UPDATE
                    SET bookings = c.bookings + excluded.bookings, seats = c.seats + excluded.seats,
                        amount = c.amount + excluded.amount),
            happened AS MATERIALIZED (
                SELECT event_id, date_trunc('minute', at) AS minute, happening, currency, count(*) AS times,
                       sum(quantity) AS seats, sum(amount) AS amount
                  FROM (SELECT event_id, at, CASE WHEN kind = 'charge' THEN 'charged'
                                                  WHEN status = 'refunded' THEN 'called_off'
                                                  ELSE 'refunded' END AS happening, currency, quantity, amount
                          FROM moved
                        UNION ALL
                        SELECT event_id, created_at, 'held', 'XXX', quantity, 0 FROM portion WHERE was_held
                        UNION ALL
                        SELECT event_id, at, 'hold_kept', 'XXX', quantity, 0 FROM moved
                         WHERE was_held AND kind = 'charge'
                        UNION ALL
                        SELECT event_id, updated_at, 'hold_expired', 'XXX', quantity, 0 FROM portion
                         WHERE status = 'expired'
                        UNION ALL
                        SELECT event_id, updated_at, 'hold_given_up', 'XXX', quantity, 0 FROM portion p
                         WHERE status = 'cancelled'
                           AND (SELECT true FROM ledger WHERE booking_id = p.id LIMIT 1) IS NULL) AS each
                 GROUP BY 1, 2, 3, 4),
            """
            + RollupRepository.Sums.addedWithMinutesSince("$4").replace("SELECT count(*) AS rows FROM happened", """
            SELECT event_id, id FROM portion ORDER BY event_id DESC, id DESC LIMIT 1""");

    private static final String ENTRIES = """
            WITH portion AS MATERIALIZED (
                SELECT id, event_id, quantity, joined_at FROM waitlist_entry WHERE id > $1 ORDER BY id LIMIT $2),
            happened AS MATERIALIZED (
                SELECT event_id, date_trunc('minute', joined_at) AS minute, 'joined' AS happening, 'XXX' AS currency,
                       count(*) AS times, sum(quantity) AS seats, 0 AS amount
                  FROM portion
                 GROUP BY 1, 2),
            """
            + RollupRepository.Sums.addedWithMinutesSince("$3")
                    .replace(
                            "SELECT count(*) AS rows FROM happened", "SELECT id FROM portion ORDER BY id DESC LIMIT 1");

    private static final String OFFERS = """
            WITH portion AS MATERIALIZED (
                SELECT id, event_id, seats, made_at, outcome, ended_at FROM waitlist_offer
                 WHERE id > $1 ORDER BY id LIMIT $2),
            happened AS MATERIALIZED (
                SELECT event_id, date_trunc('minute', at) AS minute, happening, 'XXX' AS currency, count(*) AS times,
                       sum(seats) AS seats, 0 AS amount
                  FROM (SELECT event_id, made_at AS at, 'offered' AS happening, seats FROM portion
                        UNION ALL
                        SELECT event_id, ended_at, outcome, seats FROM portion
                         WHERE outcome IN ('accepted', 'declined', 'lapsed')) AS each
                 GROUP BY 1, 2, 3),
            """
            + RollupRepository.Sums.addedWithMinutesSince("$3")
                    .replace(
                            "SELECT count(*) AS rows FROM happened", "SELECT id FROM portion ORDER BY id DESC LIMIT 1");

    // What this transaction sees of the outbox is what it has seen of the rest: both were written together.
    private static final String DONE = """
            UPDATE analytics_state
               SET position = (SELECT number FROM outbox_head),
                   included = ARRAY (SELECT id FROM outbox WHERE number IS NULL ORDER BY id),
                   built_at = $1
            """;

    /** Makes the sums of a shard anew. */
    Future<Void> rebuild(Pool shard, Instant now) {
        return shard.withTransaction(transaction -> begin(transaction).compose(begun -> rebuild(transaction, now)));
    }

    /** Makes them when they were never made; another node that does so at the same time is waited for. */
    Future<Void> buildOnce(Pool shard, Instant now) {
        return built(shard)
                .compose(built -> built
                        ? Future.succeededFuture()
                        : shard.withTransaction(transaction -> begin(transaction)
                                .compose(begun -> built(transaction))
                                .compose(done -> done ? Future.<Void>succeededFuture() : rebuild(transaction, now))));
    }

    private static Future<Void> begin(SqlConnection transaction) {
        return transaction
                .query(REPEATABLE)
                .execute()
                .compose(set -> transaction.query(LOCK).execute())
                .mapEmpty();
    }

    private static Future<Boolean> built(SqlClient shard) {
        return shard.preparedQuery(BUILT)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("built"));
    }

    private static Future<Void> rebuild(SqlConnection transaction, Instant now) {
        OffsetDateTime recent = utc(now.minus(RECENT).truncatedTo(ChronoUnit.MINUTES));
        return clear(transaction, CLEAR_EVENTS, Tuple.of(PORTION))
                .compose(done -> clear(transaction, CLEAR_SPANS, Tuple.of(PORTION, recent)))
                .compose(done -> clear(transaction, CLEAR_CUSTOMERS, Tuple.of(PORTION)))
                .compose(done -> bookings(transaction, LOWEST, LOWEST, recent))
                .compose(done -> entries(transaction, LOWEST, recent))
                .compose(done -> offers(transaction, 0, recent))
                .compose(done -> transaction.preparedQuery(DONE).execute(Tuple.of(utc(now))))
                .mapEmpty();
    }

    private static Future<Void> clear(SqlConnection transaction, String statement, Tuple parameters) {
        return transaction
                .preparedQuery(statement)
                .execute(parameters)
                .compose(gone -> gone.rowCount() < PORTION
                        ? Future.succeededFuture()
                        : clear(transaction, statement, parameters));
    }

    private static Future<Void> bookings(SqlConnection transaction, UUID event, UUID booking, OffsetDateTime recent) {
        return transaction
                .preparedQuery(BOOKINGS)
                .execute(Tuple.of(event, booking, PORTION, recent))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture();
                    }
                    Row last = rows.iterator().next();
                    return bookings(transaction, last.getUUID("event_id"), last.getUUID("id"), recent);
                });
    }

    private static Future<Void> entries(SqlConnection transaction, UUID after, OffsetDateTime recent) {
        return transaction
                .preparedQuery(ENTRIES)
                .execute(Tuple.of(after, PORTION, recent))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : entries(transaction, rows.iterator().next().getUUID("id"), recent));
    }

    private static Future<Void> offers(SqlConnection transaction, long after, OffsetDateTime recent) {
        return transaction
                .preparedQuery(OFFERS)
                .execute(Tuple.of(after, PORTION, recent))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : offers(transaction, rows.iterator().next().getLong("id"), recent));
    }
}
