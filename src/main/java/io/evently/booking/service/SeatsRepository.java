package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static io.evently.booking.service.FlushRepository.ANSWERED;
import static io.evently.booking.service.FlushRepository.LOCKED;
import static io.evently.storage.Times.utc;
import static io.evently.storage.Times.utcOrNull;

/** The statement that sells and holds seats: many wishes of many events in, one verdict per wish out. */
final class SeatsRepository {
    // seats_left walks the wishes of an event in the order of their arrival and passes over those that do not fit, so
    // that nobody is refused who would have fitted at that moment. An owner's first sale raises the fence of the event.
    // Where nothing is sold nothing is written: a sold-out event costs no commit.
    // moved writes whole counters, capacity included, because PostgreSQL first checks its constraints on the row as the
    // statement's snapshot has it, and only then goes on to the newest one: seats that came back while the statement
    // waited for the row would look oversold.
    private static final String BOOK =
            "WITH " + LOCKED + """
            ,
            wish AS (
                SELECT *
                  FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::integer[], $9::timestamptz[],
                              $10::text[], $11::text[], $12::text[])
                       WITH ORDINALITY AS w (booking_id, reference, event_id, user_id, quantity, expires_at,
                                             key, fingerprint, trace, ord)),
            """ + ANSWERED + """
            ,
            offered AS (
                SELECT w.ord
                  FROM wish w
                  JOIN locked l ON l.id = w.event_id AND l.owned AND l.closed IS NULL
                 WHERE w.expires_at IS NULL
                   AND CASE WHEN l.offers_out > 0 THEN (
                           SELECT true FROM waitlist_entry o
                            WHERE o.event_id = w.event_id AND o.user_id = w.user_id AND o.status = 'offered'
                              AND o.offer_expires_at > $1 AND o.seats_offered = w.quantity
                            LIMIT 1) END),
            counted AS (
                SELECT w.*, l.price, l.currency, l.closed,
                       CASE WHEN l.closed IS NULL THEN l.available ELSE 0 END AS available,
                       seats_left(CASE WHEN l.closed IS NULL THEN l.available ELSE 0 END, w.quantity)
                           OVER (PARTITION BY w.event_id ORDER BY w.ord ROWS UNBOUNDED PRECEDING) AS left_after
                  FROM wish w
                  JOIN locked l ON l.id = w.event_id AND l.owned
                 WHERE NOT EXISTS (SELECT FROM answered a WHERE a.ord = w.ord)
                   AND NOT EXISTS (SELECT FROM offered o WHERE o.ord = w.ord)),
            decided AS (
                SELECT c.*, c.price * c.quantity AS total,
                       CASE WHEN c.closed IS NOT NULL THEN 'closed'
                            WHEN c.left_before < c.quantity THEN 'insufficient'
                            WHEN c.expires_at IS NULL THEN 'confirmed'
                            ELSE 'held' END AS outcome
                  FROM (SELECT *,
                               coalesce(lag(left_after) OVER (PARTITION BY event_id ORDER BY ord), available)
                                   AS left_before
                          FROM counted) c),
            taken AS (
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
            """ + Announcement.of("""
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
                                              'available', left_before, 'closed', closed) END,
                       $1
                  FROM decided
                 WHERE key IS NOT NULL)
            SELECT CASE WHEN a.same THEN 'replay'
                        WHEN NOT a.same THEN 'mismatch'
                        WHEN l.id IS NULL THEN 'unknown'
                        WHEN NOT l.owned THEN 'fenced'
                        WHEN o.ord IS NOT NULL THEN 'offered'
                        ELSE d.outcome END AS outcome,
                   m.fence, d.price, d.currency, d.left_before AS available, d.closed, a.answer
              FROM wish w
              LEFT JOIN locked l ON l.id = w.event_id
              LEFT JOIN decided d ON d.ord = w.ord
              LEFT JOIN answered a ON a.ord = w.ord
              LEFT JOIN offered o ON o.ord = w.ord
              LEFT JOIN moved m ON m.id = w.event_id
             ORDER BY w.ord
            """;

    /** Decides all wishes at once; the verdicts stand in the order of the wishes. */
    Future<List<Ruling>> book(SqlClient shard, EventFences turns, List<Wish.Seats> wishes, Instant now) {
        int count = wishes.size();
        UUID[] ids = new UUID[count];
        String[] references = new String[count];
        UUID[] events = new UUID[count];
        UUID[] users = new UUID[count];
        Integer[] quantities = new Integer[count];
        OffsetDateTime[] expiries = new OffsetDateTime[count];
        String[] keys = new String[count];
        String[] fingerprints = new String[count];
        String[] traces = new String[count];
        for (int i = 0; i < count; i++) {
            Wish.Seats wish = wishes.get(i);
            IdempotencyKey key = wish.key();
            ids[i] = wish.bookingId();
            references[i] = wish.reference();
            events[i] = wish.eventId();
            users[i] = wish.userId();
            quantities[i] = wish.quantity();
            expiries[i] = utcOrNull(wish.expiresAt());
            keys[i] = key == null ? null : key.key();
            fingerprints[i] = key == null ? null : key.fingerprint();
            traces[i] = wish.trace();
        }
        Tuple parameters = Tuple.of(utc(now), turns.events(), turns.fences(), ids, references, events)
                .addValue(users)
                .addValue(quantities)
                .addValue(expiries)
                .addValue(keys)
                .addValue(fingerprints)
                .addValue(traces);
        return shard.preparedQuery(BOOK).execute(parameters).map(rows -> rulings(rows, wishes, now));
    }

    private static List<Ruling> rulings(RowSet<Row> rows, List<Wish.Seats> wishes, Instant now) {
        List<Ruling> rulings = new ArrayList<>(wishes.size());
        int i = 0;
        for (Row row : rows) {
            rulings.add(new Ruling(verdict(row, wishes.get(i), now), row.getLong("fence")));
            i++;
        }
        return rulings;
    }

    private static Verdict verdict(Row row, Wish.Seats wish, Instant now) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "confirmed", "held" ->
                new Verdict.Final(new Booked(booking(row, wish, BookingStatus.of(outcome), now)));
            case "insufficient" ->
                new Verdict.Final(new InsufficientSeats(row.getInteger("available"), wish.quantity()));
            case "closed" -> new Verdict.Final(new NotBookable(row.getString("closed")));
            case "unknown" -> new Verdict.Final(new NotFound("Event"));
            case "mismatch" -> new Verdict.Final(new KeyMismatch());
            case "replay" -> new Verdict.Final(FlushRepository.replay(row.getJsonObject("answer"), wish));
            case "fenced" -> new Verdict.Fenced();
            case "offered" -> new Verdict.Offered();
            default -> throw new IllegalStateException("flush answered " + outcome);
        };
    }

    private static Booking booking(Row row, Wish.Seats wish, BookingStatus status, Instant now) {
        BigDecimal price = row.getBigDecimal("price");
        return new Booking(
                wish.bookingId(),
                wish.reference(),
                wish.eventId(),
                wish.userId(),
                wish.quantity(),
                price,
                price.multiply(BigDecimal.valueOf(wish.quantity())),
                row.getString("currency"),
                status,
                wish.expiresAt(),
                now);
    }
}
