package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.evently.booking.BookingOutcome.HeldAboveLimit;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.PriceChanged;
import io.evently.booking.BookingStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;

import static io.evently.storage.Times.instantOrNull;

/** What the flush statements share: how an event is taken in turn, and how rows and kept answers are read. */
final class FlushRepository {
    /** Fence of a lane whose ownership has not been written yet: the first booking raises it. */
    static final long CLAIM = 0;
    /** Fence of a lane that goes without the event lock: the row lock and the constraints are then alone. */
    static final long UNOWNED = -1;

    /** {@code $1} now, {@code $2} event ids, {@code $3} their fences. */
    static final String LOCKED = """
            locked AS MATERIALIZED (
                SELECT e.id, e.price, e.currency, e.fence, t.fence AS presented,
                       e.total_capacity, e.seats_sold, e.seats_held, e.offers_out, e.waitlist_count,
                       t.fence <= 0 OR t.fence = e.fence AS owned,
                       CASE WHEN e.status <> 'active' THEN e.status
                            WHEN e.event_date <= $1 THEN 'completed' END AS closed,
                       e.total_capacity - e.seats_sold - e.seats_held AS available
                  FROM event e
                  JOIN unnest($2::uuid[], $3::bigint[]) AS t (event_id, fence) ON t.event_id = e.id
                 ORDER BY e.id
                   FOR UPDATE OF e)""";

    /**
     * Wishes whose key has its answer already; a booking made at once is told from its row. OFFSET 0 has each key looked
     * up by itself: what the planner believes about the size of the table cannot make it read all of it.
     */
    static final String ANSWERED = """
            answered AS (
                SELECT w.ord, i.fingerprint = w.fingerprint AS same, i.claimed,
                       coalesce(i.answer, (
                           SELECT jsonb_build_object('outcome', 'confirmed', 'booking_id', b.id,
                                                     'reference', b.reference, 'user_id', b.user_id,
                                                     'quantity', b.quantity, 'unit_price', b.unit_price::text,
                                                     'currency', b.currency, 'created_at', b.created_at)
                             FROM booking b
                            WHERE b.id = i.booking_id)) AS answer
                  FROM wish w
                 CROSS JOIN LATERAL (
                       SELECT * FROM idempotency
                        WHERE user_id = w.user_id AND event_id = w.event_id AND key = w.key
                       OFFSET 0) i)""";

    /** The columns of a booking {@code b} that {@link #booking} reads, named: another release may have more of them. */
    static final String BOOKING =
            "b.id, b.reference, b.event_id, b.user_id, b.quantity, b.unit_price, b.total, b.currency,"
                    + " b.status, b.expires_at, b.created_at";

    /** Whether wish {@code w} is about an event that this statement has passed over. */
    static final String BUSY =
            " NOT EXISTS (SELECT FROM locked WHERE id = w.event_id) AND EXISTS (SELECT FROM event WHERE id = w.event_id)";

    private FlushRepository() {}

    static Booking booking(Row row, BookingStatus status) {
        return new Booking(
                row.getUUID("id"),
                row.getString("reference"),
                row.getUUID("event_id"),
                row.getUUID("user_id"),
                row.getInteger("quantity"),
                row.getBigDecimal("unit_price"),
                row.getBigDecimal("total"),
                row.getString("currency"),
                status,
                instantOrNull(row.getOffsetDateTime("expires_at")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** The first answer again, as {@code remembered} wrote it. */
    static BookingOutcome replay(JsonObject answer, Wish wish) {
        String outcome = answer.getString("outcome");
        return switch (outcome) {
            case "insufficient" -> new InsufficientSeats(answer.getInteger("available"), answer.getInteger("quantity"));
            case "beyond" -> new HeldAboveLimit(answer.getInteger("limit"), answer.getInteger("quantity"));
            case "repriced" ->
                new PriceChanged(new BigDecimal(answer.getString("unit_price")), answer.getString("currency"));
            case "closed" -> new NotBookable(answer.getString("closed"));
            case "cancelled" ->
                new Cancelled(
                        UUID.fromString(answer.getString("booking_id")),
                        answer.getString("reference"),
                        new BigDecimal(answer.getString("refunded")),
                        answer.getString("currency"),
                        answer.getInteger("quantity"));
            default -> new Booked(booked(answer, wish, BookingStatus.of(outcome)));
        };
    }

    private static Booking booked(JsonObject answer, Wish wish, BookingStatus status) {
        BigDecimal unitPrice = new BigDecimal(answer.getString("unit_price"));
        int quantity = answer.getInteger("quantity");
        String expiresAt = answer.getString("expires_at");
        return new Booking(
                UUID.fromString(answer.getString("booking_id")),
                answer.getString("reference"),
                wish.eventId(),
                UUID.fromString(answer.getString("user_id")),
                quantity,
                unitPrice,
                unitPrice.multiply(BigDecimal.valueOf(quantity)),
                answer.getString("currency"),
                status,
                expiresAt == null ? null : OffsetDateTime.parse(expiresAt).toInstant(),
                OffsetDateTime.parse(answer.getString("created_at")).toInstant());
    }
}
