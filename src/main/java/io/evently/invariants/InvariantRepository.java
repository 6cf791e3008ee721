package io.evently.invariants;

import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.evently.storage.Times.utc;

/** One query for each invariant; each row it returns is a violation (subject, finding). */
final class InvariantRepository {
    private static final Map<String, String> INVARIANTS = new LinkedHashMap<>();

    static {
        INVARIANTS.put("seats sold are the confirmed bookings, seats held the live holds and offers", """
                SELECT e.id AS subject,
                       format('sold %s, confirmed %s, held %s, holds %s, offered and set aside %s', e.seats_sold,
                              coalesce(b.confirmed, 0), e.seats_held, coalesce(b.held, 0), coalesce(w.held, 0))
                       AS finding
                  FROM event e
                  LEFT JOIN (SELECT event_id,
                                    sum(quantity) FILTER (WHERE status = 'confirmed') AS confirmed,
                                    sum(quantity) FILTER (WHERE status = 'held') AS held
                               FROM booking
                              GROUP BY event_id) b ON b.event_id = e.id
                  LEFT JOIN (SELECT event_id, sum(seats_offered + set_aside) AS held
                               FROM waitlist_entry
                              GROUP BY event_id) w ON w.event_id = e.id
                 WHERE e.seats_sold <> coalesce(b.confirmed, 0)
                    OR e.seats_held <> coalesce(b.held, 0) + coalesce(w.held, 0)
                """);
        INVARIANTS.put("never more seats than there are", """
                SELECT id AS subject, format('sold %s, held %s, capacity %s', seats_sold, seats_held, total_capacity)
                       AS finding
                  FROM event
                 WHERE seats_sold < 0 OR seats_held < 0 OR seats_sold + seats_held > total_capacity
                """);
        INVARIANTS.put("every booking has its event", """
                SELECT b.id AS subject, format('event %s', b.event_id) AS finding
                  FROM booking b
                 WHERE b.status <> 'voided' AND NOT EXISTS (SELECT FROM event e WHERE e.id = b.event_id)
                """);
        INVARIANTS.put("the ledger balances: charges less refunds are the confirmed bookings", """
                SELECT coalesce(l.event_id, b.event_id) AS subject,
                       format('ledger %s, bookings %s', l.balance, b.total) AS finding
                  FROM (SELECT event_id, sum(CASE kind WHEN 'charge' THEN amount ELSE -amount END) AS balance
                          FROM ledger GROUP BY event_id) l
                  FULL JOIN (SELECT event_id, sum(total) AS total
                               FROM booking WHERE status = 'confirmed' GROUP BY event_id) b
                    ON b.event_id = l.event_id
                 WHERE coalesce(l.balance, 0) <> coalesce(b.total, 0)
                """);
        INVARIANTS.put("each booking is charged and refunded as its status says", """
                SELECT b.id AS subject,
                       format('%s, charged %s, refunded %s, total %s', b.status, c.amount, r.amount, b.total) AS finding
                  FROM booking b
                  LEFT JOIN ledger c ON c.booking_id = b.id AND c.kind = 'charge'
                  LEFT JOIN ledger r ON r.booking_id = b.id AND r.kind = 'refund'
                 WHERE CASE b.status
                       WHEN 'confirmed' THEN c.amount IS DISTINCT FROM b.total OR r.amount IS NOT NULL
                       WHEN 'refunded' THEN c.amount IS DISTINCT FROM b.total OR r.amount IS DISTINCT FROM b.total
                       WHEN 'cancelled' THEN c.amount IS DISTINCT FROM r.amount
                       ELSE c.amount IS NOT NULL OR r.amount IS NOT NULL END
                """);
        INVARIANTS.put("every ledger row has its booking", """
                SELECT l.booking_id AS subject, l.kind AS finding
                  FROM ledger l
                 WHERE NOT EXISTS (SELECT FROM booking b WHERE b.id = l.booking_id)
                """);
        INVARIANTS.put("every confirmed booking is told, or waits in the outbox", """
                WITH told AS MATERIALIZED (
                    SELECT (fact->>'booking_id')::uuid AS id FROM outbox, json_array_elements(facts) AS fact
                     WHERE fact->>'topic' = 'booking.confirmed'
                       AND (number IS NULL OR number > coalesce((SELECT position FROM outbox_listener
                                                                  WHERE name = 'notifications'), 0))
                     UNION ALL
                    SELECT (data->>'booking_id')::uuid FROM notification WHERE type = 'booking_confirmation')
                SELECT b.id AS subject, b.reference AS finding
                  FROM booking b
                 WHERE b.status = 'confirmed' AND NOT EXISTS (SELECT FROM told t WHERE t.id = b.id)
                """);
        INVARIANTS.put("facts are numbered without gaps, as far as the head", """
                SELECT '00000000-0000-0000-0000-000000000000'::uuid AS subject,
                       format('row %s: %s facts up to %s, after %s, head %s', id, size, number, before, head) AS finding
                  FROM (SELECT id, size, number, json_array_length(facts) AS facts,
                               lag(number) OVER (ORDER BY number) AS before,
                               (SELECT number FROM outbox_head) AS head
                          FROM outbox WHERE number IS NOT NULL) AS numbered
                 WHERE number - size <> coalesce(before, number - size) OR size <> facts OR number > head
                """);
        INVARIANTS.put("what is delivered has an attempt that arrived, once at each address", """
                SELECT d.notification_id AS subject, format('%s by %s attempts', d.channel, count(a.address)) AS finding
                  FROM delivery d
                  LEFT JOIN every_attempt a
                    ON a.notification_id = d.notification_id AND a.channel = d.channel AND a.outcome = 'delivered'
                 WHERE d.state = 'delivered'
                 GROUP BY d.notification_id, d.channel
                HAVING count(a.address) = 0 OR count(a.address) <> count(DISTINCT a.address)
                """);
        INVARIANTS.put("an attempt is kept once", """
                SELECT d.notification_id AS subject, format('%s at %s both in its row and apart', d.channel, d.address) AS finding
                  FROM delivery d JOIN delivery_attempt a
                    ON a.notification_id = d.notification_id AND a.channel = d.channel AND a.address = d.address
                 WHERE d.outcome = 'delivered' AND a.outcome = 'delivered'
                """);
        INVARIANTS.put("an idempotency key has one effect", """
                SELECT i.event_id AS subject,
                       format('key answers with missing booking %s', coalesce(i.booking_id::text, i.answer->>'booking_id'))
                       AS finding
                  FROM idempotency i
                 WHERE (i.booking_id IS NOT NULL OR i.answer->>'outcome' IN ('confirmed', 'held'))
                   AND NOT EXISTS (SELECT FROM booking b
                                    WHERE b.id = coalesce(i.booking_id, (i.answer->>'booking_id')::uuid)
                                      AND b.user_id = coalesce((i.answer->>'user_id')::uuid, i.user_id))
                """);
        INVARIANTS.put("waitlists are counted right", """
                SELECT e.id AS subject,
                       format('counted %s waiting, %s offers, open %s; are %s and %s', e.waitlist_count, e.offers_out,
                              e.waitlist_open, coalesce(w.waiting, 0), coalesce(w.offered, 0)) AS finding
                  FROM event e
                  LEFT JOIN (SELECT event_id, count(*) FILTER (WHERE status = 'waiting') AS waiting,
                                    count(*) FILTER (WHERE status = 'offered') AS offered
                               FROM waitlist_entry
                              GROUP BY event_id) w ON w.event_id = e.id
                 WHERE e.waitlist_count <> coalesce(w.waiting, 0) OR e.offers_out <> coalesce(w.offered, 0)
                    OR e.waitlist_open <> (e.waitlist_count + e.offers_out > 0)
                """);
        INVARIANTS.put("positions are counted right", """
                SELECT coalesce(s.event_id, w.event_id) AS subject,
                       format('slot %s of span %s: counted %s, are %s', coalesce(s.slot, w.slot),
                              coalesce(s.span, w.span), s.entries, w.entries) AS finding
                  FROM waitlist_slot s
                  FULL JOIN (SELECT event_id, span, turn >> span AS slot, count(*) AS entries,
                                    sum(quantity) AS seats
                               FROM waitlist_entry, unnest('{32,24,16,8}'::integer[]) AS span
                              WHERE status = 'waiting'
                              GROUP BY event_id, span, turn >> span) w
                    ON w.event_id = s.event_id AND w.span = s.span AND w.slot = s.slot
                 WHERE coalesce(s.entries, 0) <> coalesce(w.entries, 0)
                    OR coalesce(s.seats, 0) <> coalesce(w.seats, 0)
                """);
        INVARIANTS.put("an offer has its record, and what was booked by it its booking", """
                SELECT w.id AS subject, format('%s, booking %s', w.status, w.booking_id) AS finding
                  FROM waitlist_entry w
                 WHERE w.status = 'offered' AND NOT EXISTS (SELECT FROM waitlist_offer o
                                                             WHERE o.entry_id = w.id AND o.outcome IS NULL)
                    OR w.status = 'booked' AND NOT EXISTS (SELECT FROM booking b
                                                            WHERE b.id = w.booking_id AND b.event_id = w.event_id
                                                              AND b.user_id = w.user_id)
                """);
        INVARIANTS.put("events are counted right", """
                SELECT '00000000-0000-0000-0000-000000000000'::uuid AS subject,
                       format('%s: counted %s, are %s', status, counted.events, coalesce(present.events, 0)) AS finding
                  FROM event_count counted
                  LEFT JOIN (SELECT status, count(*) AS events FROM event GROUP BY status) present USING (status)
                 WHERE counted.events <> coalesce(present.events, 0)
                """);
        INVARIANTS.put("a called-off event has no live booking", """
                SELECT b.id AS subject, b.status AS finding
                  FROM booking b
                  JOIN event e ON e.id = b.event_id AND e.status = 'cancelled' AND NOT e.refunding
                 WHERE b.status IN ('held', 'confirmed')
                """);
    }

    private static final String HELD_BEYOND = """
            SELECT event_id AS subject, format('user %s holds %s seats', user_id, sum(quantity)) AS finding
              FROM booking
             WHERE status = 'held' AND expires_at > $2
             GROUP BY event_id, user_id
            HAVING sum(quantity) > $1
            """;

    /** Users who hold more seats of an event than {@code most}, by holds that are live at {@code now}. */
    Future<List<Violation>> heldBeyond(Shard shard, int most, Instant now) {
        return shard.pool()
                .preparedQuery(HELD_BEYOND)
                .execute(Tuple.of(most, utc(now)))
                .map(rows -> {
                    List<Violation> violations = new ArrayList<>(rows.size());
                    rows.forEach(row -> violations.add(violation(shard, "nobody holds more than one may", row)));
                    return violations;
                });
    }

    /** Everything that is wrong on a shard. */
    Future<List<Violation>> violations(Shard shard) {
        List<Violation> violations = new ArrayList<>();
        return shard.pool()
                .withTransaction(connection -> {
                    // Alone among the statements of a node these read whole tables.
                    Future<?> checked =
                            connection.query("SET LOCAL enable_seqscan = on").execute();
                    for (Map.Entry<String, String> invariant : INVARIANTS.entrySet()) {
                        checked = checked.compose(done ->
                                        connection.query(invariant.getValue()).execute())
                                .onSuccess(rows ->
                                        rows.forEach(row -> violations.add(violation(shard, invariant.getKey(), row))));
                    }
                    return checked;
                })
                .map(done -> violations);
    }

    private static Violation violation(Shard shard, String invariant, Row row) {
        return new Violation(
                invariant, shard.number(), row.getUUID("subject"), String.valueOf(row.getString("finding")));
    }
}
