package io.evently.inventory;

/**
 * The one place where seats come back: every statement that frees seats (cancelled booking, lapsed hold, refunded
 * event, larger capacity) is completed here, so that whoever waits for seats is served in the same statement and only
 * the rest becomes public. The database function {@code return_seats} does it, which looks at the waitlist anew: the
 * snapshot of the statement may be older than the lock on the event.
 *
 * <p>Lock order of the whole system: rows of {@code event} in the order of their ids, then rows of {@code booking}. The
 * caller's statement must have locked the event rows it frees seats of.
 */
public final class SeatReturn {
    private static final String RETURN = """
            , seats_returned AS MATERIALIZED (
                SELECT freed.event_id AS id, freed.sold, freed.held, freed.added,
                       return_seats(freed.event_id, freed.sold, freed.held, freed.added, %1$s) AS available
                  FROM freed),
            seats_return_announced AS (
                INSERT INTO outbox (size, facts, at)
                SELECT count(*), json_agg(seats_returned(id, sold, held, added, available)), %1$s
                  FROM seats_returned HAVING count(*) > 0)
            """;

    private SeatReturn() {}

    /**
     * A whole statement out of its two ends.
     *
     * @param freeing common table expressions, without {@code WITH}, the last of which is named {@code freed} and has at
     *     most one row for each event: {@code (event_id uuid, sold integer, held integer, added integer)}: seats that
     *     were sold, that were held, that did not exist before
     * @param now the parameter that holds the time, for example {@code $1}
     * @param result the final query; it may read {@code seats_returned (id, available)}: what the public has now
     */
    public static String statement(String freeing, String now, String result) {
        return "WITH " + freeing.stripTrailing() + RETURN.formatted(now) + result;
    }
}
