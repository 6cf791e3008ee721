package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who gets a booking whose first answer was lost: the client, who repeats the request and claims it, or nobody, and it is undone.
 * The row of the key decides, once.
 */
final class ClaimRepository {
    private static final String CLAIM = """
            WITH wanted AS (
                SELECT i.user_id, i.event_id, i.key, w.booking_id
                  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) AS w (user_id, event_id, key, booking_id)
                  JOIN idempotency i ON i.user_id = w.user_id AND i.event_id = w.event_id AND i.key = w.key
                   AND coalesce(i.booking_id, (i.answer->>'booking_id')::uuid) = w.booking_id
                 ORDER BY i.user_id, i.event_id, i.key
                   FOR UPDATE OF i)
            UPDATE idempotency i SET claimed = true
              FROM wanted w
             WHERE i.user_id = w.user_id AND i.event_id = w.event_id AND i.key = w.key
            RETURNING w.booking_id
            """;

    // The event first, as every flush does: one with the same key may wait for this row and hold the event.
    private static final String LOCK = "SELECT id FROM event WHERE id = $1 FOR UPDATE";

    private static final String FORGET = """
            DELETE FROM idempotency
             WHERE user_id = $1 AND event_id = $2 AND key = $3 AND NOT claimed
               AND coalesce(booking_id, (answer->>'booking_id')::uuid) = $4
            """;

    /** Claims the answers of some wishes; the bookings that are there to stay from now on. */
    Future<Set<UUID>> claim(SqlClient shard, List<Wish> wishes, List<Booking> bookings) {
        Tuple values = Tuple.of(
                wishes.stream().map(Wish::userId).toArray(UUID[]::new),
                wishes.stream().map(Wish::eventId).toArray(UUID[]::new),
                wishes.stream().map(Wish::key).map(IdempotencyKey::key).toArray(String[]::new),
                bookings.stream().map(Booking::id).toArray(UUID[]::new));
        return shard.preparedQuery(CLAIM).execute(values).map(rows -> {
            Set<UUID> claimed = new HashSet<>();
            rows.forEach(row -> claimed.add(row.getUUID(0)));
            return claimed;
        });
    }

    /** Frees the key of a booking that nobody claimed, under the lock of its event; false when somebody did. */
    Future<Boolean> forget(SqlClient transaction, Booking booking, UUID userId, IdempotencyKey key) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(booking.eventId()))
                .compose(locked -> transaction
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(userId, booking.eventId(), key.key(), booking.id())))
                .map(rows -> rows.rowCount() == 1);
    }
}
