package io.evently.booking.service;

import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.HoldExpired;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static io.evently.booking.service.FlushRepository.ANSWERED;
import static io.evently.booking.service.FlushRepository.BUSY;
import static io.evently.booking.service.FlushRepository.LOCKED;
import static io.evently.storage.Times.utc;

/** The statement that turns offers of the waitlist into bookings, many at once, at the price that was quoted. */
final class OfferRepository {
    // A user has at most one live entry for an event. Of two wishes of one user in a flush the first is decided, the
    // other
    // looks again. made
    // finds what an earlier attempt of this very wish booked, when its answer was lost.
    private static final FlushText ACCEPT = FlushText.of("WITH " + LOCKED + """
            ,
            wish AS (
                SELECT *
                  FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
                              $10::text[])
                       WITH ORDINALITY AS w (booking_id, reference, event_id, user_id, key, fingerprint, trace, ord)),
            """ + ANSWERED + """
            ,
            made AS (
                SELECT w.ord, b.*
                  FROM wish w
                 CROSS JOIN LATERAL (
                       SELECT * FROM booking WHERE id = w.booking_id AND status <> 'voided' OFFSET 0) b),
            seen AS (
                SELECT DISTINCT ON (w.event_id, w.user_id)
                       w.*, o.id AS entry_id, o.seats_offered, o.unit_price, o.currency, o.offer_expires_at,
                       l.owned, l.closed, o.offer_expires_at <= $1 AS lapsed
                  FROM wish w
                  JOIN locked l ON l.id = w.event_id
                 CROSS JOIN LATERAL (
                       SELECT * FROM waitlist_entry
                        WHERE event_id = w.event_id AND user_id = w.user_id AND status = 'offered'
                       OFFSET 0) o
                 WHERE NOT EXISTS (SELECT FROM answered a WHERE a.ord = w.ord)
                   AND NOT EXISTS (SELECT FROM made m WHERE m.ord = w.ord)
                 ORDER BY w.event_id, w.user_id, w.ord),
            -- What the user's last offer of this event became.
            accepted AS (
                SELECT w.ord, b.id, b.reference, b.quantity, b.unit_price, b.total, b.currency, b.created_at
                  FROM wish w
                 CROSS JOIN LATERAL (
                       SELECT status, booking_id FROM waitlist_entry
                        WHERE user_id = w.user_id AND event_id = w.event_id
                        ORDER BY joined_at DESC LIMIT 1) o
                  JOIN booking b ON b.id = o.booking_id AND o.status = 'booked' AND b.status = 'confirmed'),
            taken AS (
                UPDATE waitlist_entry o
                   SET status = 'booked', seats_offered = 0, booking_id = s.booking_id, ended_at = $1
                  FROM seen s
                 WHERE o.id = s.entry_id AND s.owned AND s.closed IS NULL AND o.status = 'offered'
                   AND o.offer_expires_at > $1
             RETURNING s.ord, s.entry_id, s.booking_id, s.reference, s.event_id, s.user_id, s.key, s.fingerprint, s.trace,
                       s.seats_offered AS quantity, s.unit_price, s.currency,
                       s.unit_price * s.seats_offered AS total),
            noted AS (
                UPDATE waitlist_offer f SET outcome = 'accepted', ended_at = $1
                  FROM taken t WHERE f.entry_id = t.entry_id AND f.outcome IS NULL),
            moved AS (
                UPDATE event
                   SET total_capacity = m.total_capacity,
                       seats_sold = m.seats_sold + m.seats,
                       seats_held = m.seats_held - m.seats,
                       offers_out = m.offers_out - m.offers,
                       waitlist_open = m.waitlist_count + m.offers_out - m.offers > 0
                  FROM (SELECT l.id, l.total_capacity, l.seats_sold, l.seats_held, l.offers_out, l.waitlist_count,
                               sum(t.quantity) AS seats, count(*) AS offers
                          FROM locked l
                          JOIN taken t ON t.event_id = l.id
                         GROUP BY l.id, l.total_capacity, l.seats_sold, l.seats_held, l.offers_out,
                                  l.waitlist_count) m
                 WHERE event.id = m.id),
            booked AS (
                INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                     created_at, updated_at)
                SELECT booking_id, reference, event_id, user_id, quantity, unit_price, total, currency, 'confirmed',
                       $1, $1
                  FROM taken),
            charged AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT booking_id, 'charge', event_id, total, currency, $1 FROM taken),
            facts AS (
                SELECT ord, offer_accepted(entry_id, event_id, user_id, booking_id, quantity, unit_price, currency,
                                           trace) AS fact
                  FROM taken
                 UNION ALL
                SELECT ord, to_json(booking_confirmed(booking_id, reference, event_id, user_id, quantity, unit_price,
                                                      total, currency, 'offered', $1, trace))
                  FROM taken),
            """
            + Announcement.of("fact ORDER BY ord", "facts", "$1") + """
            ,
            remembered AS (
                INSERT INTO idempotency (user_id, event_id, key, fingerprint, booking_id, created_at)
                SELECT user_id, event_id, key, fingerprint, booking_id, $1
                  FROM taken
                 WHERE key IS NOT NULL)
            SELECT CASE WHEN a.same THEN 'replay'
                        WHEN NOT a.same THEN 'mismatch'
                        WHEN l.id IS NULL AND""" + BUSY + """
                             THEN 'busy'
                        WHEN l.id IS NULL THEN 'unknown'
                        WHEN NOT l.owned THEN 'fenced'
                        WHEN t.ord IS NOT NULL OR m.ord IS NOT NULL THEN 'booked'
                        WHEN l.closed IS NOT NULL THEN 'closed'
                        WHEN b.ord IS NOT NULL THEN 'accepted'
                        WHEN s.ord IS NULL AND EXISTS (SELECT FROM seen o
                                                        WHERE o.event_id = w.event_id AND o.user_id = w.user_id)
                             THEN 'stale'
                        WHEN s.ord IS NULL THEN 'none'
                        WHEN s.lapsed THEN 'lapsed'
                        ELSE 'stale' END AS outcome,
                   coalesce(t.booking_id, m.id, b.id) AS id,
                   coalesce(t.reference, m.reference, b.reference) AS reference, w.event_id, w.user_id,
                   coalesce(t.quantity, m.quantity, b.quantity) AS quantity,
                   coalesce(t.unit_price, m.unit_price, b.unit_price) AS unit_price,
                   coalesce(t.total, m.total, b.total) AS total, coalesce(t.currency, m.currency, b.currency) AS currency,
                   NULL::timestamptz AS expires_at, coalesce(m.created_at, b.created_at, $1) AS created_at, l.closed,
                   a.answer
              FROM wish w
              LEFT JOIN locked l ON l.id = w.event_id
              LEFT JOIN seen s ON s.ord = w.ord
              LEFT JOIN taken t ON t.ord = w.ord
              LEFT JOIN made m ON m.ord = w.ord
              LEFT JOIN accepted b ON b.ord = w.ord AND s.ord IS NULL
              LEFT JOIN answered a ON a.ord = w.ord
             ORDER BY w.ord
            """);

    /** Takes the offers that the wishes' users have; the verdicts stand in the order of the wishes. */
    Future<List<Ruling>> accept(SqlClient shard, EventFences turns, List<Wish.Acceptance> wishes, Instant now) {
        int count = wishes.size();
        UUID[] ids = new UUID[count];
        String[] references = new String[count];
        UUID[] events = new UUID[count];
        UUID[] users = new UUID[count];
        String[] keys = new String[count];
        String[] fingerprints = new String[count];
        String[] traces = new String[count];
        for (int i = 0; i < count; i++) {
            Wish.Acceptance wish = wishes.get(i);
            IdempotencyKey key = wish.key();
            ids[i] = wish.bookingId();
            references[i] = wish.reference();
            events[i] = wish.eventId();
            users[i] = wish.userId();
            keys[i] = key == null ? null : key.key();
            fingerprints[i] = key == null ? null : key.fingerprint();
            traces[i] = wish.trace();
        }
        Tuple parameters = Tuple.of(utc(now), turns.events(), turns.fences(), ids, references, events)
                .addValue(users)
                .addValue(keys)
                .addValue(fingerprints)
                .addValue(traces);
        return shard.preparedQuery(ACCEPT.sql(turns)).execute(parameters).map(rows -> {
            List<Ruling> rulings = new ArrayList<>(count);
            int i = 0;
            for (Row row : rows) {
                rulings.add(new Ruling(verdict(row, wishes.get(i)), null));
                i++;
            }
            return rulings;
        });
    }

    private static Verdict verdict(Row row, Wish.Acceptance wish) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "booked" -> new Verdict.Final(new Booked(FlushRepository.booking(row, BookingStatus.CONFIRMED)));
            // Whoever takes an offer twice, by a second click, hears the same both times.
            case "accepted" ->
                new Verdict.NotOffered(new Booked(FlushRepository.booking(row, BookingStatus.CONFIRMED)));
            case "none" -> new Verdict.NotOffered(new NotFound("Offer"));
            case "lapsed" -> new Verdict.NotOffered(new HoldExpired(wish.bookingId()));
            case "closed" -> new Verdict.Final(new NotBookable(row.getString("closed")));
            case "unknown" -> new Verdict.Final(new NotFound("Event"));
            case "mismatch" -> new Verdict.Final(new KeyMismatch());
            case "replay" -> new Verdict.Final(FlushRepository.replay(row.getJsonObject("answer"), wish));
            case "busy" -> new Verdict.Busy();
            case "fenced" -> new Verdict.Fenced();
            case "stale" -> new Verdict.Stale();
            default -> throw new IllegalStateException("flush answered " + outcome);
        };
    }
}
