package io.evently.inventory;

/**
 * The one place where seats come back: every statement that frees seats (cancelled booking, lapsed hold, refunded
 * event, larger capacity) is completed here, so that whoever waits for seats is served in the same statement and only
 * the rest becomes public.
 *
 * <p>Lock order of the whole system: rows of {@code event} in the order of their ids, then rows of {@code booking}. The
 * caller's statement must have locked the event rows it frees seats of.
 */
public final class SeatReturn {
    private static final String RETURN = """
            , seats_returned AS (
                UPDATE event
                   SET seats_sold = event.seats_sold - freed.sold,
                       seats_held = event.seats_held - freed.held,
                       total_capacity = event.total_capacity + freed.added
                  FROM freed
                 WHERE event.id = freed.event_id
             RETURNING event.id, event.total_capacity - event.seats_sold - event.seats_held AS available),
            seats_return_told AS (
                INSERT INTO outbox (topic, subject, body, at)
                SELECT 'seats.returned', id, jsonb_build_object('available_seats', available), statement_timestamp()
                  FROM seats_returned)
            """;

    private SeatReturn() {}

    /**
     * A whole statement out of its two ends.
     *
     * @param freeing common table expressions, without {@code WITH}, the last of which is named {@code freed} and has at
     *     most one row for each event: {@code (event_id uuid, sold integer, held integer, added integer)}: seats that
     *     were sold, that were held, that did not exist before
     * @param result the final query; it may read {@code seats_returned (id, available)}
     */
    public static String statement(String freeing, String result) {
        return "WITH " + freeing.stripTrailing() + RETURN + result;
    }
}
