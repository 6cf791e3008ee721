package io.evently.analytics.service;

import io.evently.analytics.BookingPortion;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads bookings for exports, portion by portion in the order of their ids, which is about that of time. */
final class ExportRepository {
    private static final String COLUMNS = """
            id, reference, event_id, user_id, quantity, unit_price, total, currency, status, created_at, updated_at""";

    private static final String ALL = "SELECT " + COLUMNS + """

              FROM booking WHERE id > $1 AND status <> 'voided' ORDER BY id LIMIT $2
            """;

    private static final String OF_EVENT = "SELECT " + COLUMNS + """

              FROM booking WHERE event_id = $1 AND id > $2 AND status <> 'voided' ORDER BY event_id, id LIMIT $3
            """;

    private static final String CONFIRMED = "SELECT " + COLUMNS + """

              FROM booking WHERE event_id = $1 AND id > $2 AND status = 'confirmed' ORDER BY event_id, id LIMIT $3
            """;

    private static final String KNOWN = "SELECT EXISTS (SELECT FROM event WHERE id = $1) AS known";

    /** The next bookings of a shard. */
    Future<List<BookingPortion.Row>> all(SqlClient shard, UUID after, int most) {
        return shard.preparedQuery(ALL).execute(Tuple.of(after, most)).map(ExportRepository::rows);
    }

    /** The next bookings of an event, whatever became of them. */
    Future<List<BookingPortion.Row>> ofEvent(SqlClient shard, UUID eventId, UUID after, int most) {
        return shard.preparedQuery(OF_EVENT)
                .execute(Tuple.of(eventId, after, most))
                .map(ExportRepository::rows);
    }

    /** The next confirmed bookings of an event. */
    Future<List<BookingPortion.Row>> confirmed(SqlClient shard, UUID eventId, UUID after, int most) {
        return shard.preparedQuery(CONFIRMED)
                .execute(Tuple.of(eventId, after, most))
                .map(ExportRepository::rows);
    }

    /** Whether there is such an event. */
    Future<Boolean> known(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(KNOWN)
                .execute(Tuple.of(eventId))
                .map(rows -> rows.iterator().next().getBoolean("known"));
    }

    private static List<BookingPortion.Row> rows(RowSet<Row> rows) {
        List<BookingPortion.Row> bookings = new ArrayList<>(rows.size());
        for (Row row : rows) {
            bookings.add(new BookingPortion.Row(
                    row.getUUID("id"),
                    row.getString("reference"),
                    row.getUUID("event_id"),
                    row.getUUID("user_id"),
                    row.getInteger("quantity"),
                    row.getBigDecimal("unit_price"),
                    row.getBigDecimal("total"),
                    row.getString("currency"),
                    row.getString("status"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("updated_at").toInstant()));
        }
        return bookings;
    }
}
