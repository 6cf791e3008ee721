package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/** Finds out what became of bookings whose flush ended without an answer, and makes the answer final. */
final class SettlementRepository {
    // A booking that is not there is kept from ever appearing: the row takes its id, so that a flush which the database
    // still has in its buffers fails as a whole. Waits for such a flush when it is just about to commit.
    private static final String VOID = """
            INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                 created_at, updated_at)
            SELECT id, 'VOID' || id, event_id, user_id, quantity, 0, 0, 'XXX', 'voided', $5, $5
              FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[]) AS w (id, event_id, user_id, quantity)
             ORDER BY id
                ON CONFLICT (id) DO NOTHING
            """;

    private static final String BOOKED =
            "SELECT " + FlushRepository.BOOKING + " FROM booking b WHERE b.id = ANY($1) AND b.status <> 'voided'";

    /** The bookings that were made after all, by id; the others can never be made any more. */
    Future<Map<UUID, Booking>> settle(Pool shard, List<Wish.Seats> wishes, Instant now) {
        UUID[] ids = wishes.stream().map(Wish.Seats::bookingId).toArray(UUID[]::new);
        Tuple missing = Tuple.of(
                ids,
                wishes.stream().map(Wish.Seats::eventId).toArray(UUID[]::new),
                wishes.stream().map(Wish.Seats::userId).toArray(UUID[]::new),
                wishes.stream().map(Wish.Seats::quantity).toArray(Integer[]::new),
                utc(now));
        return shard.preparedQuery(VOID)
                .execute(missing)
                .compose(voided -> shard.preparedQuery(BOOKED).execute(Tuple.of((Object) ids)))
                .map(rows -> {
                    Map<UUID, Booking> booked = new HashMap<>();
                    for (Row row : rows) {
                        booked.put(
                                row.getUUID("id"),
                                FlushRepository.booking(row, BookingStatus.of(row.getString("status"))));
                    }
                    return booked;
                });
    }
}
