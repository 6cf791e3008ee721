package io.evently.booking.service;

import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.AlreadyCancelled;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.evently.booking.BookingOutcome.ExtensionLimit;
import io.evently.booking.BookingOutcome.HoldExpired;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.NotHeld;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.evently.inventory.SeatReturn;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import static io.evently.booking.service.FlushRepository.ANSWERED;
import static io.evently.booking.service.FlushRepository.BUSY;
import static io.evently.booking.service.FlushRepository.LOCKED;
import static io.evently.storage.Times.utc;

/** The statements that confirm holds and cancel bookings, many at once. A wish names a booking at most once. */
final class ChangeRepository {
    static final String SEEN = LOCKED + """
            ,
            wish AS (
                SELECT *
                  FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::boolean[], $8::text[], $9::text[],
                              $11::text[])
                       WITH ORDINALITY AS w (booking_id, event_id, user_id, any_owner, key, fingerprint, trace, ord)),
            """ + ANSWERED + """
            ,
            seen AS (
                SELECT w.ord, w.key, w.fingerprint, w.trace, w.user_id AS asker, b.*, l.closed, l.owned,
                       b.status = 'held' AND b.expires_at <= $1 AS lapsed
                  FROM wish w
                  JOIN locked l ON l.id = w.event_id
                 CROSS JOIN LATERAL (
                       SELECT * FROM booking
                        WHERE id = w.booking_id AND event_id = w.event_id AND status <> 'voided'
                          AND (w.any_owner OR user_id = w.user_id)
                       OFFSET 0) b
                 WHERE NOT EXISTS (SELECT FROM answered a WHERE a.ord = w.ord)),
            """;

    // seen shows the booking as it was when the statement began; when it changed while the statement waited for the
    // event row, changed passes it over and the verdict is to look again.
    private static final String CHANGED = changed("");

    /** What became of the wishes, with the cases of its own that a statement has. */
    static String changed(String cases) {
        return """
                SELECT CASE WHEN a.same THEN 'replay'
                            WHEN NOT a.same THEN 'mismatch'
                            WHEN s.id IS NULL AND""" + BUSY + """
                                 THEN 'busy'
                            WHEN s.id IS NULL THEN 'unknown'
                            WHEN NOT s.owned THEN 'fenced'
                            WHEN c.id IS NOT NULL THEN 'changed'
                            WHEN s.status = $10 THEN 'already'
                            WHEN s.status IN ('cancelled', 'refunded') THEN 'cancelled'
                            WHEN s.status = 'expired' OR s.lapsed THEN 'expired'
                            WHEN s.closed IS NOT NULL THEN 'closed'
                            %s
                            ELSE 'stale' END AS outcome,
                       s.id, s.reference, s.event_id, s.user_id, s.quantity, s.unit_price, s.total, s.currency,
                       s.status, coalesce(c.expires_at, s.expires_at) AS expires_at, s.created_at, s.extensions, s.closed,
                       a.answer
                  FROM wish w
                  LEFT JOIN seen s ON s.ord = w.ord
                  LEFT JOIN changed c ON c.id = s.id
                  LEFT JOIN answered a ON a.ord = w.ord
                 ORDER BY w.ord
                """.formatted(cases);
    }

    private static final FlushText CONFIRM =
            FlushText.of("WITH " + SEEN + """
            changed AS (
                UPDATE booking b SET status = 'confirmed', updated_at = $1
                  FROM seen s
                 WHERE b.id = s.id AND s.owned AND s.closed IS NULL AND b.status = 'held' AND b.expires_at > $1
             RETURNING b.*, s.key, s.fingerprint, s.asker, s.trace, s.ord),
            moved AS (
                UPDATE event
                   SET seats_sold = seats_sold + m.quantity, seats_held = seats_held - m.quantity
                  FROM (SELECT event_id, sum(quantity) AS quantity FROM changed GROUP BY event_id) m
                 WHERE event.id = m.event_id),
            charged AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'charge', event_id, total, currency, $1 FROM changed),
            """ + Announcement.of("""
            booking_confirmed(id, reference, event_id, user_id, quantity, unit_price, total, currency, 'held',
                              created_at, trace) ORDER BY ord""", "changed", "$1") + """
            ,
            remembered AS (
                INSERT INTO idempotency (user_id, event_id, key, fingerprint, answer, created_at)
                SELECT asker, event_id, key, fingerprint,
                       jsonb_build_object('outcome', 'confirmed', 'booking_id', id, 'reference', reference,
                                          'user_id', user_id, 'quantity', quantity, 'unit_price', unit_price::text,
                                          'currency', currency, 'created_at', created_at, 'expires_at', expires_at),
                       $1
                  FROM changed
                 WHERE key IS NOT NULL)
            """ + CHANGED);

    private static final FlushText CANCEL = FlushText.of(SeatReturn.statement(
            SEEN + """
            changed AS (
                UPDATE booking b SET status = 'cancelled', updated_at = $1
                  FROM seen s
                 WHERE b.id = s.id AND s.owned AND s.closed IS NULL AND b.status = s.status
                   AND (b.status = 'confirmed' OR b.status = 'held' AND b.expires_at > $1)
             RETURNING b.*, b AS booking, s.status AS was, s.key, s.fingerprint, s.asker, s.trace, s.ord),
            refunded AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'refund', event_id, total, currency, $1 FROM changed WHERE was = 'confirmed'),
            """ + Announcement.of("booking_cancelled(booking, was, trace) ORDER BY ord", "changed", "$1") + """
            ,
            remembered AS (
                INSERT INTO idempotency (user_id, event_id, key, fingerprint, answer, created_at)
                SELECT asker, event_id, key, fingerprint,
                       jsonb_build_object('outcome', 'cancelled', 'booking_id', id, 'reference', reference,
                                          'quantity', quantity, 'currency', currency,
                                          'refunded', (CASE WHEN was = 'confirmed' THEN total ELSE 0.00 END)::text),
                       $1
                  FROM changed
                 WHERE key IS NOT NULL),
            freed AS (
                SELECT event_id,
                       coalesce(sum(quantity) FILTER (WHERE was = 'confirmed'), 0)::integer AS sold,
                       coalesce(sum(quantity) FILTER (WHERE was = 'held'), 0)::integer AS held,
                       0 AS added
                  FROM changed
                 GROUP BY event_id)
            """,
            "$1",
            CHANGED));

    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2, RoundingMode.UNNECESSARY);

    /** Turns live holds into bookings; a booking that is confirmed already is confirmed again, without effect. */
    Future<List<Ruling>> confirm(SqlClient shard, EventFences turns, List<Wish.Confirmation> wishes, Instant now) {
        Columns columns = new Columns(wishes.size());
        wishes.forEach(wish -> columns.add(wish, wish.anyOwner()));
        return shard.preparedQuery(CONFIRM.sql(turns))
                .execute(columns.parameters(now, turns, BookingStatus.CONFIRMED.code()))
                .map(rows -> rulings(rows, wishes, ChangeRepository::confirmed));
    }

    /** Ends bookings and holds and gives their seats back. */
    Future<List<Ruling>> cancel(SqlClient shard, EventFences turns, List<Wish.Cancellation> wishes, Instant now) {
        Columns columns = new Columns(wishes.size());
        wishes.forEach(wish -> columns.add(wish, wish.anyOwner()));
        return shard.preparedQuery(CANCEL.sql(turns))
                .execute(columns.parameters(now, turns, ""))
                .map(rows -> rulings(rows, wishes, ChangeRepository::cancelled));
    }

    static <W extends Wish> List<Ruling> rulings(
            RowSet<Row> rows, List<W> wishes, BiFunction<Row, W, BookingOutcome> changed) {
        List<Ruling> rulings = new ArrayList<>(wishes.size());
        int i = 0;
        for (Row row : rows) {
            rulings.add(new Ruling(verdict(row, wishes.get(i), changed), null));
            i++;
        }
        return rulings;
    }

    private static <W extends Wish> Verdict verdict(Row row, W wish, BiFunction<Row, W, BookingOutcome> changed) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "changed", "already" -> new Verdict.Final(changed.apply(row, wish));
            case "cancelled" -> new Verdict.Final(new AlreadyCancelled(row.getString("status")));
            case "expired" -> new Verdict.Final(new HoldExpired(wish.bookingId()));
            case "closed" -> new Verdict.Final(new NotBookable(row.getString("closed")));
            case "unknown" -> new Verdict.Final(new NotFound("Booking"));
            case "mismatch" -> new Verdict.Final(new KeyMismatch());
            case "replay" -> new Verdict.Final(FlushRepository.replay(row.getJsonObject("answer"), wish));
            case "busy" -> new Verdict.Busy();
            case "fenced" -> new Verdict.Fenced();
            case "stale" -> new Verdict.Stale();
            case "paid" -> new Verdict.Final(new NotHeld(row.getString("status")));
            case "limit" -> new Verdict.Final(new ExtensionLimit(row.getInteger("extensions")));
            default -> throw new IllegalStateException("flush answered " + outcome);
        };
    }

    private static BookingOutcome confirmed(Row row, Wish.Confirmation wish) {
        return new Booked(FlushRepository.booking(row, BookingStatus.CONFIRMED));
    }

    private static BookingOutcome cancelled(Row row, Wish.Cancellation wish) {
        boolean paid = BookingStatus.CONFIRMED.code().equals(row.getString("status"));
        return new Cancelled(
                wish.bookingId(),
                row.getString("reference"),
                paid ? row.getBigDecimal("total") : NOTHING,
                row.getString("currency"),
                row.getInteger("quantity"));
    }

    /** The wishes as columns, the form in which a statement takes many rows. */
    static final class Columns {
        private final UUID[] bookings;
        private final UUID[] events;
        private final UUID[] users;
        private final Boolean[] anyOwner;
        private final String[] keys;
        private final String[] fingerprints;
        private final String[] traces;
        private int count;

        Columns(int size) {
            bookings = new UUID[size];
            events = new UUID[size];
            users = new UUID[size];
            anyOwner = new Boolean[size];
            keys = new String[size];
            fingerprints = new String[size];
            traces = new String[size];
        }

        void add(Wish wish, boolean ofAnyone) {
            IdempotencyKey key = wish.key();
            bookings[count] = wish.bookingId();
            events[count] = wish.eventId();
            users[count] = wish.userId();
            anyOwner[count] = ofAnyone;
            keys[count] = key == null ? null : key.key();
            fingerprints[count] = key == null ? null : key.fingerprint();
            traces[count] = wish.trace();
            count++;
        }

        Tuple parameters(Instant now, EventFences turns, String settledStatus) {
            return Tuple.of(utc(now), turns.events(), turns.fences(), bookings, events, users)
                    .addValue(anyOwner)
                    .addValue(keys)
                    .addValue(fingerprints)
                    .addValue(settledStatus)
                    .addValue(traces);
        }
    }
}
