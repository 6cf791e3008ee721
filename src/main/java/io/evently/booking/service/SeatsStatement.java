package io.evently.booking.service;

import io.evently.outbox.Announcement;

import static io.evently.booking.service.FlushRepository.LOCKED;

/**
 * The text of the statement that sells and holds seats. {@code $1} to {@code $12} are the same in all forms. Those for holds also
 * keep to the limit of seats that a user may hold of an event, the next parameter, which costs a look at each holder's bookings;
 * those for clients who say what they were shown compare it with the price, the last parameter. What nobody asks for costs nothing.
 */
final class SeatsStatement {
    // What a user holds is read by a volatile function, after the event's row is locked, so that it sees what other
    // nodes committed while this statement waited. Holds of one user in one flush are let through in their order, first
    // fit; one that would fit alone, but not after those before it, is crowded: whether they took their seats is not
    // known yet, so it is asked again. Those too large for what the event has left are none of that, and plainly
    // insufficient.
    private static final String HOLDING = """
            allowed AS MATERIALIZED (
                SELECT l.id AS event_id, h.user_id,
                       greatest($13::integer - seats_held_by(l.id, h.user_id, $1), 0) AS seats
                  FROM (SELECT DISTINCT event_id, user_id FROM seen WHERE expires_at IS NOT NULL) h
                  JOIN locked l ON l.id = h.event_id AND l.owned AND l.closed IS NULL),
            holding AS (
                SELECT s.ord, s.event_id, s.user_id, s.quantity, a.seats AS allowed,
                       coalesce(seats_left(a.seats, s.quantity)
                                    OVER (PARTITION BY s.event_id, s.user_id ORDER BY s.ord
                                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), a.seats) AS left_before
                  FROM seen s
                  JOIN allowed a ON a.event_id = s.event_id AND a.user_id = s.user_id
                 WHERE s.expires_at IS NOT NULL AND s.available >= s.quantity AND s.same IS NULL AND NOT s.repriced),
            beyond AS (
                SELECT ord, quantity <= allowed AS crowded FROM holding WHERE left_before < quantity),""";

    private static final FlushText SELL = selling("");
    private static final FlushText SELL_AS_SHOWN = selling("$13");
    private static final FlushText SELL_AND_HOLD = holding("");
    private static final FlushText SELL_AND_HOLD_AS_SHOWN = holding("$14");

    private SeatsStatement() {}

    /**
     * The form for some wishes.
     *
     * @param holds whether one of them is a hold
     * @param expects whether one of them says what a seat may cost
     */
    static FlushText of(boolean holds, boolean expects) {
        if (expects) {
            return holds ? SELL_AND_HOLD_AS_SHOWN : SELL_AS_SHOWN;
        }
        return holds ? SELL_AND_HOLD : SELL;
    }

    private static FlushText selling(String expected) {
        return of("", "s.quantity", "", "", "NULL::integer", expected);
    }

    private static FlushText holding(String expected) {
        return of(
                HOLDING,
                "CASE WHEN y.ord IS NULL THEN s.quantity END",
                "LEFT JOIN beyond y ON y.ord = s.ord",
                "WHEN c.crowded THEN 'crowded' WHEN NOT c.crowded THEN 'beyond'",
                "$13::integer",
                expected);
    }

    // One pass over the wishes for each step, and no step joined to another by the number of the wish: what a statement
    // does beside writing costs as much as the writing.
    //
    // seats_left walks the wishes of an event in the order of their arrival and passes over those that do not fit, so
    // that nobody is refused who would have fitted at that moment; wishes that want no seats, because they have their
    // answer or take an offer, walk along and change nothing. An owner's first sale raises the fence of the event.
    // Where nothing is sold nothing is written: a sold-out event costs no commit.
    // moved writes whole counters, capacity included, because PostgreSQL first checks its constraints on the row as the
    // statement's snapshot has it, and only then goes on to the newest one: seats that came back while the statement
    // waited for the row would look oversold.
    private static FlushText of(
            String holding, String wanted, String beyond, String cases, String limit, String expected) {
        boolean expects = !expected.isEmpty();
        String expectedPrices = expects ? ", " + expected + "::text[]" : "";
        String expectedPrice = expects ? ", expected_price" : "";
        String repriced = expects ? "coalesce(l.price > w.expected_price::numeric, false)" : "false";
        String affordable =
                expects ? " AND (w.expected_price IS NULL OR o.unit_price <= w.expected_price::numeric)" : "";
        String crowded = beyond.isEmpty() ? "NULL::boolean" : "y.crowded";
        return FlushText.of("WITH " + LOCKED + """
            ,
            seen AS MATERIALIZED (
                SELECT w.*, l.price, l.currency, l.closed, l.owned,""" + ' ' + repriced + ' ' + """
            AS repriced,
                       CASE WHEN l.closed IS NULL THEN l.available ELSE 0 END AS available,
                       i.fingerprint = w.fingerprint AS same, i.claimed, i.booking_id AS answered_by, i.answer,
                       w.expires_at IS NULL AND l.owned AND l.closed IS NULL
                           AND coalesce(CASE WHEN l.offers_out > 0 THEN (
                                   SELECT true FROM waitlist_entry o
                                    WHERE o.event_id = w.event_id AND o.user_id = w.user_id AND o.status = 'offered'
                                      AND o.offer_expires_at > $1 AND o.seats_offered = w.quantity""" + affordable + '\n' + """
                                    LIMIT 1) END, false) AS offered
                  FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::integer[], $9::timestamptz[],
                              $10::text[], $11::text[], $12::text[]"""
                + expectedPrices + """
            )
                       WITH ORDINALITY AS w (booking_id, reference, event_id, user_id, quantity, expires_at,
                                             key, fingerprint, trace""" + expectedPrice + """
            , ord)
                  LEFT JOIN locked l ON l.id = w.event_id
                  LEFT JOIN LATERAL (
                       SELECT * FROM idempotency
                        WHERE user_id = w.user_id AND event_id = w.event_id AND key = w.key
                       OFFSET 0) i ON true),
            """ + holding + """
            decided AS (
                SELECT c.*, c.price * c.quantity AS total,
                       CASE WHEN c.same THEN 'replay'
                            WHEN NOT c.same THEN 'mismatch'
                            WHEN c.owned IS NULL THEN 'unknown'
                            WHEN NOT c.owned THEN 'fenced'
                            WHEN c.offered THEN 'offered'
                            WHEN c.closed IS NOT NULL THEN 'closed'""" + '\n' + cases + '\n' + """
                            WHEN c.left_before < c.quantity THEN 'insufficient'
                            WHEN c.repriced THEN 'repriced'
                            WHEN c.expires_at IS NULL THEN 'confirmed'
                            ELSE 'held' END AS outcome
                  FROM (SELECT s.*,""" + ' ' + crowded
                + ' ' + """
            AS crowded,
                               coalesce(seats_left(s.available,
                                                   CASE WHEN s.same IS NULL AND s.owned AND NOT s.offered AND NOT s.repriced THEN""" + ' '
                + wanted + ' ' + """
                                                   END)
                                            OVER (PARTITION BY s.event_id ORDER BY s.ord
                                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                                        s.available) AS left_before
                          FROM seen s""" + '\n' + beyond + """
            ) c),
            taken AS NOT MATERIALIZED (
                SELECT * FROM decided WHERE outcome IN ('confirmed', 'held')),
            moved AS (
                UPDATE event
                   SET total_capacity = m.total_capacity,
                       seats_sold = m.seats_sold + m.sold,
                       seats_held = m.seats_held + m.held,
                       fence = m.fence + m.claims
                  FROM (SELECT l.id, l.total_capacity, l.seats_sold, l.seats_held, l.fence,
                               CASE WHEN l.presented = 0 THEN 1 ELSE 0 END AS claims,
                               coalesce(sum(t.quantity) FILTER (WHERE t.expires_at IS NULL), 0) AS sold,
                               coalesce(sum(t.quantity) FILTER (WHERE t.expires_at IS NOT NULL), 0) AS held
                          FROM locked l
                          JOIN taken t ON t.event_id = l.id
                         GROUP BY l.id, l.total_capacity, l.seats_sold, l.seats_held, l.fence, l.presented) m
                 WHERE event.id = m.id
             RETURNING event.id, event.fence),
            booked AS (
                INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                     expires_at, created_at, updated_at)
                SELECT booking_id, reference, event_id, user_id, quantity, price, total, currency, outcome,
                       expires_at, $1, $1
                  FROM taken),
            charged AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT booking_id, 'charge', event_id, total, currency, $1 FROM taken WHERE outcome = 'confirmed'),
            """
                + Announcement.of("""
            CASE outcome
                 WHEN 'confirmed' THEN booking_confirmed(booking_id, reference, event_id, user_id, quantity, price,
                                                         total, currency, NULL, $1, trace)
                 ELSE booking_held(booking_id, reference, event_id, user_id, quantity, price, total, currency, $1,
                                   expires_at, trace) END ORDER BY ord""", "taken", "$1") + """
            ,
            remembered AS (
                INSERT INTO idempotency (user_id, event_id, key, fingerprint, booking_id, answer, created_at)
                SELECT user_id, event_id, key, fingerprint,
                       CASE WHEN outcome = 'confirmed' THEN booking_id END,
                       CASE WHEN outcome <> 'confirmed' THEN
                           jsonb_build_object('outcome', outcome, 'booking_id', booking_id, 'reference', reference,
                                              'user_id', user_id, 'quantity', quantity, 'unit_price', price::text,
                                              'currency', currency, 'created_at', $1, 'expires_at', expires_at,
                                              'available', left_before, 'closed', closed, 'limit',""" + ' ' + limit + """
            ) END,
                       $1
                  FROM decided
                 WHERE key IS NOT NULL AND outcome IN ('confirmed', 'held', 'insufficient', 'beyond', 'repriced', 'closed'))
            SELECT CASE WHEN d.outcome = 'unknown' AND (SELECT true FROM event WHERE id = d.event_id LIMIT 1) THEN 'busy'
                        ELSE d.outcome END AS outcome,
                   m.fence, d.price, d.currency, d.left_before AS available, d.closed, d.claimed,
                   CASE WHEN d.same THEN coalesce(d.answer, (
                       SELECT jsonb_build_object('outcome', 'confirmed', 'booking_id', b.id,
                                                 'reference', b.reference, 'user_id', b.user_id,
                                                 'quantity', b.quantity, 'unit_price', b.unit_price::text,
                                                 'currency', b.currency, 'created_at', b.created_at)
                         FROM booking b
                        WHERE b.id = d.answered_by)) END AS answer
              FROM decided d
              LEFT JOIN moved m ON m.id = d.event_id
             ORDER BY d.ord
            """);
    }
}
