package io.evently.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/**
 * Finds events. Statements are put together from the constants of this class alone; what a visitor typed travels as a
 * parameter.
 */
final class EventListRepository {
    private static final String EVENTS = "SELECT " + EventRows.COLUMNS + ", %s AS total, %s AS key FROM event%s";
    private static final String PLACES = "SELECT id, %s AS total, %s AS key FROM event%s";
    private static final String ORDER = " ORDER BY %s LIMIT %d";
    private static final String AVAILABLE = "status = 'active' AND seats_sold + seats_held < total_capacity";
    private static final String COUNT = "SELECT count(*) FROM event%s";
    private static final String KNOWN_COUNT = "(SELECT sum(events)::bigint FROM event_count%s)";
    private static final String NO_COUNT = "NULL::bigint";
    private static final int STEP = 8;
    private static final String SEARCHED = folded("(name || ' ' || venue || ' ' || description)");
    private static final String VENUE = folded("venue");

    /**
     * The first of the wanted order on this shard.
     *
     * @param depth places at least, if there are as many; a few more may come
     * @param whole whether the events themselves are wanted with their places
     */
    Future<Beginning> beginning(SqlClient shard, EventFilter filter, EventSort sort, int depth, boolean whole) {
        Statement statement = select(filter, sort, depth, whole);
        Order order = Order.of(sort);
        int total = whole ? EventRows.WIDTH : 1;
        return shard.preparedQuery(statement.sql())
                .execute(Tuple.wrap(statement.values()))
                .map(rows -> {
                    List<Place> places = new ArrayList<>(rows.size());
                    Long counted = null;
                    for (Row row : rows) {
                        counted = row.getLong(total);
                        Event event = whole ? EventRows.event(row) : null;
                        places.add(new Place(order.key(row, total + 1), row.getUUID(0), event));
                    }
                    boolean ended = places.size() < statement.limit();
                    return new Beginning(places, ended, ended ? Long.valueOf(places.size()) : counted);
                });
    }

    /**
     * What a shard gave.
     *
     * @param ended whether these are all
     * @param total events that the filter lets through on this shard; null when they would have to be counted
     */
    record Beginning(
            List<Place> places, boolean ended, @Nullable Long total) {}

    /** How many events of this shard the filter lets through. */
    Future<Long> count(SqlClient shard, EventFilter filter) {
        Where where = new Where(filter);
        return shard.preparedQuery(COUNT.formatted(where.sql()))
                .execute(Tuple.wrap(where.values))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    // The limit stands in the text: PostgreSQL takes a limit that it does not know for a large one and would plan each
    // execution anew. In steps, so that there are few texts.
    static Statement select(EventFilter filter, EventSort sort, int depth, boolean whole) {
        Where where = new Where(filter);
        Order order = Order.of(sort);
        int limit = (depth + STEP - 1) / STEP * STEP;
        String sql = (whole ? EVENTS : PLACES).formatted(where.total(), order.key, where.sql())
                + ORDER.formatted(order.by(sort.descending()), limit);
        return new Statement(sql, where.values, limit);
    }

    /** A statement, what stands for its {@code $n}, and how many rows it gives at most. */
    record Statement(String sql, List<Object> values, int limit) {}

    enum Order {
        DATE("event_date", "event_date"),
        PRICE("price", "price"),
        // Bytes in hexadecimal: every shard and this node then agree on the order, whatever locale a server has.
        NAME("encode(convert_to(" + folded("name") + ", 'UTF8'), 'hex')", folded("name")),
        CREATION("created_at", "created_at");

        private final String key;
        private final String column;

        Order(String key, String column) {
            this.key = key;
            this.column = column;
        }

        static Order of(EventSort sort) {
            return switch (sort) {
                case SOONEST, LATEST -> DATE;
                case CHEAPEST, DEAREST -> PRICE;
                case NAME, NAME_BACKWARDS -> NAME;
                case OLDEST, NEWEST -> CREATION;
            };
        }

        String by(boolean descending) {
            String direction = descending ? " DESC" : "";
            return column + direction + ", id" + direction;
        }

        Comparable<?> key(Row row, int column) {
            return switch (this) {
                case DATE, CREATION -> row.getOffsetDateTime(column);
                case PRICE -> row.getBigDecimal(column);
                case NAME -> row.getString(column);
            };
        }
    }

    static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private final boolean counted;

        Where(EventFilter filter) {
            if (filter.status() != null) {
                conditions.add("status = " + parameter(filter.status().word()));
            }
            counted = filter.equals(EventFilter.of(filter.status()));
            if (filter.text() != null) {
                conditions.add(SEARCHED + " LIKE " + folded(parameter(containing(composed(filter.text()))) + "::text"));
            }
            if (filter.venue() != null) {
                conditions.add(VENUE + " = " + folded(parameter(composed(filter.venue())) + "::text"));
            }
            if (filter.from() != null) {
                conditions.add("event_date >= " + parameter(filter.from().atOffset(UTC)));
            }
            if (filter.to() != null) {
                conditions.add("event_date < " + parameter(filter.to().atOffset(UTC)));
            }
            if (filter.minPrice() != null) {
                conditions.add("price >= " + parameter(filter.minPrice()));
            }
            if (filter.maxPrice() != null) {
                conditions.add("price <= " + parameter(filter.maxPrice()));
            }
            if (filter.available() != null) {
                conditions.add(filter.available() ? AVAILABLE : "NOT (" + AVAILABLE + ')');
            }
        }

        String parameter(Object value) {
            values.add(value);
            return "$" + values.size();
        }

        /** The number of rows in all, when it is known without counting. */
        String total() {
            return counted ? KNOWN_COUNT.formatted(sql()) : NO_COUNT;
        }

        String sql() {
            return conditions.isEmpty() ? "" : conditions.stream().collect(Collectors.joining(" AND ", " WHERE ", ""));
        }
    }

    /** Without upper and lower case, the same in every database: by the rules of Unicode, whatever the database's locale. */
    private static String folded(String text) {
        return "(lower(" + text + " COLLATE evently) COLLATE \"C\")";
    }

    /** One form for each character, the form in which texts are stored: an accent may have come as a sign of its own. */
    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** A pattern that finds the text itself, whatever pattern characters stand in it. */
    static String containing(String text) {
        return '%' + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
    }
}
