package io.evently.booking.service;

import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingStatus;
import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import static io.evently.storage.Times.utc;

/** The statement that lets holds last longer, many at once. A wish names a booking at most once. */
final class ExtensionRepository {
    private static final FlushText EXTEND = FlushText.of("WITH " + ChangeRepository.SEEN + """
            wanted AS (
                SELECT * FROM unnest($12::timestamptz[]) WITH ORDINALITY AS x (expires_at, ord)),
            changed AS (
                UPDATE booking b
                   SET expires_at = wanted.expires_at, extensions = b.extensions + 1, updated_at = $1
                  FROM seen s JOIN wanted ON wanted.ord = s.ord
                 WHERE b.id = s.id AND s.owned AND s.closed IS NULL AND b.status = 'held' AND b.expires_at > $1
                   AND b.extensions < $13::integer
             RETURNING b.*, b AS booking, s.key, s.fingerprint, s.asker, s.trace, s.ord),
            """
            + Announcement.of("hold_extended(booking, trace) ORDER BY ord", "changed", "$1") + """
            ,
            remembered AS (
                INSERT INTO idempotency (user_id, event_id, key, fingerprint, answer, created_at)
                SELECT asker, event_id, key, fingerprint,
                       jsonb_build_object('outcome', 'held', 'booking_id', id, 'reference', reference,
                                          'user_id', user_id, 'quantity', quantity, 'unit_price', unit_price::text,
                                          'currency', currency, 'created_at', created_at, 'expires_at', expires_at),
                       $1
                  FROM changed
                 WHERE key IS NOT NULL)
            """
            + ChangeRepository.changed("""
                            WHEN s.status = 'confirmed' THEN 'paid'
                            WHEN s.extensions >= $13::integer THEN 'limit'"""));

    /** Extends live holds, each at most {@code most} times in its life. */
    Future<List<Ruling>> extend(
            SqlClient shard, EventFences turns, List<Wish.Extension> wishes, int most, Instant now) {
        ChangeRepository.Columns columns = new ChangeRepository.Columns(wishes.size());
        OffsetDateTime[] expiries = new OffsetDateTime[wishes.size()];
        for (int i = 0; i < expiries.length; i++) {
            Wish.Extension wish = wishes.get(i);
            columns.add(wish, wish.anyOwner());
            expiries[i] = utc(wish.expiresAt());
        }
        Tuple parameters = columns.parameters(now, turns, "").addValue(expiries).addValue(most);
        return shard.preparedQuery(EXTEND.sql(turns))
                .execute(parameters)
                .map(rows -> ChangeRepository.rulings(
                        rows, wishes, (row, wish) -> new Booked(FlushRepository.booking(row, BookingStatus.HELD))));
    }
}
