package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.utc;

/** The baseline's statements: one row each, as most would write them. */
final class PlainRepository {
    private static final String LOCK_EVENT = """
            SELECT id, total_capacity - seats_sold - seats_held AS available, price, currency, status, event_date
              FROM event
             WHERE id = $1
               FOR UPDATE
            """;
    private static final String LOCK_BOOKING = """
            SELECT * FROM booking WHERE id = $1 AND status <> 'voided' AND ($2 OR user_id = $3) FOR UPDATE
            """;
    private static final String KEPT_ANSWER = """
            SELECT fingerprint, answer FROM idempotency WHERE user_id = $1 AND event_id = $2 AND key = $3
            """;
    private static final String SELL = "UPDATE event SET seats_sold = seats_sold + $2 WHERE id = $1";
    private static final String TAKE_BACK = "UPDATE event SET seats_sold = seats_sold - $2 WHERE id = $1";
    private static final String INSERT = """
            INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                 created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'confirmed', $9, $9)
            """;
    private static final String END = "UPDATE booking SET status = 'cancelled', updated_at = $2 WHERE id = $1";
    private static final String ENTER = """
            INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at) VALUES ($1, $2, $3, $4, $5, $6)
            """;
    private static final String TELL_BOOKED = """
            SELECT announce(to_json(booking_confirmed($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9, NULL)), $9)
            """;
    private static final String TELL_CANCELLED = """
            SELECT announce(to_json(booking_cancelled(b, 'confirmed', NULL)), $2) FROM booking b WHERE id = $1
            """;
    private static final String TELL_RETURNED = "SELECT announce(seats_returned($1, $2, 0, 0, $3), $4)";
    private static final String REMEMBER = """
            INSERT INTO idempotency (user_id, event_id, key, fingerprint, answer, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    /** An event whose row this transaction holds. */
    record LockedEvent(UUID id, int available, BigDecimal price, String currency, String status, Instant date) {

        /** Why it cannot be booked; null when it can. */
        @Nullable
        String closedAt(Instant now) {
            if (!status.equals("active")) {
                return status;
            }
            return date.isAfter(now) ? null : "completed";
        }
    }

    /** What was answered to the first request with a key. */
    record KeptAnswer(String fingerprint, JsonObject answer) {}

    Future<Optional<LockedEvent>> lockEvent(SqlClient connection, UUID id) {
        return connection
                .preparedQuery(LOCK_EVENT)
                .execute(Tuple.of(id))
                .map(rows -> first(
                        rows,
                        row -> new LockedEvent(
                                row.getUUID("id"),
                                row.getInteger("available"),
                                row.getBigDecimal("price"),
                                row.getString("currency"),
                                row.getString("status"),
                                row.getOffsetDateTime("event_date").toInstant())));
    }

    Future<Optional<Booking>> lockBooking(SqlClient connection, Wish.Cancellation wish) {
        return connection
                .preparedQuery(LOCK_BOOKING)
                .execute(Tuple.of(wish.bookingId(), wish.anyOwner(), wish.userId()))
                .map(rows ->
                        first(rows, row -> FlushRepository.booking(row, BookingStatus.of(row.getString("status")))));
    }

    Future<Optional<KeptAnswer>> keptAnswer(SqlClient connection, UUID userId, UUID eventId, IdempotencyKey key) {
        return connection
                .preparedQuery(KEPT_ANSWER)
                .execute(Tuple.of(userId, eventId, key.key()))
                .map(rows ->
                        first(rows, row -> new KeptAnswer(row.getString("fingerprint"), row.getJsonObject("answer"))));
    }

    Future<Void> sell(SqlClient connection, UUID eventId, int seats) {
        return execute(connection, SELL, Tuple.of(eventId, seats));
    }

    Future<Void> takeBack(SqlClient connection, UUID eventId, int seats) {
        return execute(connection, TAKE_BACK, Tuple.of(eventId, seats));
    }

    Future<Void> insert(SqlClient connection, Booking booking) {
        return execute(
                connection,
                INSERT,
                Tuple.of(
                        booking.id(),
                        booking.reference(),
                        booking.eventId(),
                        booking.userId(),
                        booking.quantity(),
                        booking.unitPrice(),
                        booking.total(),
                        booking.currency(),
                        utc(booking.createdAt())));
    }

    Future<Void> end(SqlClient connection, UUID bookingId, Instant now) {
        return execute(connection, END, Tuple.of(bookingId, utc(now)));
    }

    Future<Void> charge(SqlClient connection, Booking booking) {
        return enter(connection, "charge", booking, booking.createdAt());
    }

    Future<Void> refund(SqlClient connection, Booking booking, Instant now) {
        return enter(connection, "refund", booking, now);
    }

    Future<Void> tellBooked(SqlClient connection, Booking booking) {
        return execute(
                connection,
                TELL_BOOKED,
                Tuple.tuple()
                        .addUUID(booking.id())
                        .addString(booking.reference())
                        .addUUID(booking.eventId())
                        .addUUID(booking.userId())
                        .addInteger(booking.quantity())
                        .addBigDecimal(booking.unitPrice())
                        .addBigDecimal(booking.total())
                        .addString(booking.currency())
                        .addOffsetDateTime(utc(booking.createdAt())));
    }

    Future<Void> tellCancelled(SqlClient connection, Booking booking, Instant now) {
        return execute(connection, TELL_CANCELLED, Tuple.of(booking.id(), utc(now)));
    }

    Future<Void> tellReturned(SqlClient connection, UUID eventId, int returned, int available, Instant now) {
        return execute(connection, TELL_RETURNED, Tuple.of(eventId, returned, available, utc(now)));
    }

    /** Keeps the answer for the key, when there is one. */
    Future<Void> remember(SqlClient connection, @Nullable IdempotencyKey key, Booking booking) {
        return remember(
                connection,
                key,
                booking.userId(),
                booking.eventId(),
                answer("confirmed", booking),
                booking.createdAt());
    }

    /** Keeps a refusal for the key of the wish, when there is one. */
    Future<Void> rememberRefusal(
            SqlClient connection,
            Wish.Seats wish,
            String outcome,
            int available,
            @Nullable String closed,
            Instant now) {
        JsonObject answer = new JsonObject()
                .put("outcome", outcome)
                .put("quantity", wish.quantity())
                .put("available", available)
                .put("closed", closed);
        return remember(connection, wish.key(), wish.userId(), wish.eventId(), answer, now);
    }

    Future<Void> rememberCancelled(SqlClient connection, Wish.Cancellation wish, Booking booking, Instant now) {
        JsonObject answer =
                answer("cancelled", booking).put("refunded", booking.total().toString());
        return remember(connection, wish.key(), wish.userId(), wish.eventId(), answer, now);
    }

    private static Future<Void> enter(SqlClient connection, String kind, Booking booking, Instant now) {
        return execute(
                connection,
                ENTER,
                Tuple.of(booking.id(), kind, booking.eventId(), booking.total(), booking.currency(), utc(now)));
    }

    private static Future<Void> remember(
            SqlClient connection,
            @Nullable IdempotencyKey key,
            UUID userId,
            UUID eventId,
            JsonObject answer,
            Instant now) {
        return key == null
                ? Future.succeededFuture()
                : execute(
                        connection,
                        REMEMBER,
                        Tuple.of(userId, eventId, key.key(), key.fingerprint(), answer, utc(now)));
    }

    private static JsonObject answer(String outcome, Booking booking) {
        return new JsonObject()
                .put("outcome", outcome)
                .put("booking_id", booking.id().toString())
                .put("reference", booking.reference())
                .put("user_id", booking.userId().toString())
                .put("quantity", booking.quantity())
                .put("unit_price", booking.unitPrice().toString())
                .put("currency", booking.currency())
                .put("created_at", booking.createdAt().toString());
    }

    private static Future<Void> execute(SqlClient connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).mapEmpty();
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(read.apply(rows.iterator().next()));
    }
}
