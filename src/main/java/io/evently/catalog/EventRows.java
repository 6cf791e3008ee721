package io.evently.catalog;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.Collectors;

/** How events are read out of rows, whoever selects them. */
final class EventRows {
    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "description",
            "venue",
            "event_date",
            "total_capacity",
            "seats_sold",
            "seats_held",
            "waitlist_count",
            "price",
            "currency",
            "status",
            "version",
            "created_at",
            "updated_at");

    /** What a statement must select first, in this order. */
    static final String COLUMNS = String.join(", ", NAMES);

    /** The same columns, for statements in which other tables have such names as well. */
    static String columnsOf(String table) {
        return NAMES.stream().map(name -> table + '.' + name).collect(Collectors.joining(", "));
    }

    /** Where the columns begin that a statement selects after these. */
    static final int WIDTH = NAMES.size();

    private EventRows() {}

    // By position: looking fifteen names up for each row of a list costs more than reading the values.
    static Event event(Row row) {
        return new Event(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getInteger(5),
                row.getInteger(6),
                row.getInteger(7),
                row.getInteger(8),
                row.getBigDecimal(9),
                row.getString(10),
                EventStatus.of(row.getString(11)).orElseThrow(),
                row.getInteger(12),
                row.getOffsetDateTime(13).toInstant(),
                row.getOffsetDateTime(14).toInstant());
    }
}
