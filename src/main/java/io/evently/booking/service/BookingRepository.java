package io.evently.booking.service;

import io.evently.booking.BookingChange;
import io.evently.booking.BookingStatus;
import io.evently.booking.BookingView;
import io.evently.booking.Spending;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads bookings of one shard, always on the primary: owners see what they did. */
final class BookingRepository {
    private static final String VIEW = "SELECT " + FlushRepository.BOOKING + """
            , e.name AS event_name, e.venue, e.event_date
              FROM booking b
              JOIN event e ON e.id = b.event_id
             WHERE b.status <> 'voided'
            """;

    private static final String BY_ID = VIEW + " AND b.id = $1";
    private static final String BY_REFERENCE = VIEW + " AND b.reference = $1";
    private static final String OF_USER = VIEW + """
             AND b.user_id = $1 AND ($2::text IS NULL OR b.status = $2)
             ORDER BY b.created_at DESC, b.id DESC
             LIMIT $3
            """;
    private static final String BY_IDS = VIEW + " AND b.id = ANY($1)";
    private static final String PLACES_OF_USER = """
            SELECT id, created_at
              FROM booking
             WHERE user_id = $1 AND status <> 'voided' AND ($2::text IS NULL OR status = $2)
             ORDER BY created_at DESC, id DESC
             LIMIT $3
            """;
    private static final String COUNT_OF_USER = """
            SELECT count(*) AS total
              FROM booking
             WHERE user_id = $1 AND status <> 'voided' AND ($2::text IS NULL OR status = $2)
            """;
    private static final String EVENT_OF = """
            SELECT event_id
              FROM booking
             WHERE id = $1 AND status <> 'voided' AND ($2 OR user_id = $3)
            """;
    private static final String SPENDING = """
            SELECT user_id, count(*) AS bookings, sum(total) AS amount
              FROM booking
             WHERE user_id = ANY($1) AND status = 'confirmed'
             GROUP BY user_id
            """;

    Future<Optional<BookingView>> byId(SqlClient shard, UUID id) {
        return shard.preparedQuery(BY_ID).execute(Tuple.of(id)).map(BookingRepository::first);
    }

    Future<Optional<BookingView>> byReference(SqlClient shard, String reference) {
        return shard.preparedQuery(BY_REFERENCE).execute(Tuple.of(reference)).map(BookingRepository::first);
    }

    /** The newest bookings of a user. */
    Future<List<BookingView>> ofUser(SqlClient shard, UUID userId, @Nullable BookingStatus status, int limit) {
        return shard.preparedQuery(OF_USER)
                .execute(Tuple.of(userId, code(status), limit))
                .map(BookingRepository::views);
    }

    /** Where the newest bookings of a user stand in the order of their list. */
    Future<List<BookingPlace>> placesOfUser(SqlClient shard, UUID userId, @Nullable BookingStatus status, int limit) {
        return shard.preparedQuery(PLACES_OF_USER)
                .execute(Tuple.of(userId, code(status), limit))
                .map(rows -> {
                    List<BookingPlace> places = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        places.add(new BookingPlace(row.getOffsetDateTime(1).toInstant(), row.getUUID(0)));
                    }
                    return places;
                });
    }

    /** Those bookings, in no particular order. */
    Future<List<BookingView>> byIds(SqlClient shard, List<UUID> ids) {
        return shard.preparedQuery(BY_IDS)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(BookingRepository::views);
    }

    Future<Long> countOfUser(SqlClient shard, UUID userId, @Nullable BookingStatus status) {
        return shard.preparedQuery(COUNT_OF_USER)
                .execute(Tuple.of(userId, code(status)))
                .map(rows -> rows.iterator().next().getLong("total"));
    }

    /** The event of a booking that the asker may change. */
    Future<Optional<UUID>> eventOf(SqlClient shard, BookingChange change) {
        return shard.preparedQuery(EVENT_OF)
                .execute(Tuple.of(change.bookingId(), change.anyOwner(), change.userId()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID("event_id")));
    }

    Future<Map<UUID, Spending.Sum>> spending(SqlClient shard, List<UUID> userIds) {
        return shard.preparedQuery(SPENDING)
                .execute(Tuple.of((Object) userIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Spending.Sum> sums = new HashMap<>();
                    for (Row row : rows) {
                        sums.put(
                                row.getUUID("user_id"),
                                new Spending.Sum(row.getLong("bookings"), row.getBigDecimal("amount")));
                    }
                    return sums;
                });
    }

    private static @Nullable String code(@Nullable BookingStatus status) {
        return status == null ? null : status.code();
    }

    private static Optional<BookingView> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(view(rows.iterator().next()));
    }

    private static List<BookingView> views(RowSet<Row> rows) {
        List<BookingView> views = new ArrayList<>(rows.size());
        rows.forEach(row -> views.add(view(row)));
        return views;
    }

    private static BookingView view(Row row) {
        return new BookingView(
                FlushRepository.booking(row, BookingStatus.of(row.getString("status"))),
                row.getString("event_name"),
                row.getString("venue"),
                row.getOffsetDateTime("event_date").toInstant());
    }
}
