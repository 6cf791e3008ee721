package io.evently.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import static java.time.ZoneOffset.UTC;

/**
 * Finds events. Statements are put together from the constants of this class alone; what a visitor typed travels as a
 * parameter.
 */
final class EventListRepository {
    private static final String SELECT = "SELECT id, %s AS key FROM event%s ORDER BY %s LIMIT %s";
    private static final String AVAILABLE = "status = 'active' AND seats_sold + seats_held < total_capacity";
    private static final String COUNT = "SELECT count(*) FROM event%s";

    /** The places of at most {@code depth} events, the first of the wanted order on this shard. */
    Future<List<Place>> places(SqlClient shard, EventFilter filter, EventSort sort, int depth) {
        Statement statement = select(filter, sort, depth);
        Order order = Order.of(sort);
        return shard.preparedQuery(statement.sql())
                .execute(Tuple.wrap(statement.values()))
                .map(rows -> {
                    List<Place> places = new ArrayList<>(rows.size());
                    rows.forEach(row -> places.add(new Place(order.key(row), row.getUUID("id"))));
                    return places;
                });
    }

    /** How many events of this shard the filter lets through. */
    Future<Long> count(SqlClient shard, EventFilter filter) {
        Where where = new Where(filter);
        return shard.preparedQuery(COUNT.formatted(where.sql()))
                .execute(Tuple.wrap(where.values))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static Statement select(EventFilter filter, EventSort sort, int depth) {
        Where where = new Where(filter);
        String conditions = where.sql();
        Order order = Order.of(sort);
        String limit = where.parameter(depth);
        return new Statement(SELECT.formatted(order.key, conditions, order.by(sort.descending()), limit), where.values);
    }

    /** A statement and what stands for its {@code $n}. */
    record Statement(String sql, List<Object> values) {}

    enum Order {
        DATE("event_date", "event_date"),
        PRICE("price", "price"),
        // Bytes in hexadecimal: every shard and this node then agree on the order, whatever locale a server has.
        NAME("encode(convert_to(lower(name), 'UTF8'), 'hex')", "lower(name) COLLATE \"C\""),
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

        Comparable<?> key(Row row) {
            return switch (this) {
                case DATE, CREATION -> row.getOffsetDateTime("key");
                case PRICE -> row.getBigDecimal("key");
                case NAME -> row.getString("key");
            };
        }
    }

    static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Where(EventFilter filter) {
            if (filter.status() != null) {
                conditions.add("status = " + parameter(filter.status().word()));
            }
            if (filter.text() != null) {
                conditions.add(
                        "(name || ' ' || venue || ' ' || description) ILIKE " + parameter(containing(filter.text())));
            }
            if (filter.venue() != null) {
                conditions.add("lower(venue) = lower(" + parameter(filter.venue()) + ')');
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

        String sql() {
            return conditions.isEmpty() ? "" : conditions.stream().collect(Collectors.joining(" AND ", " WHERE ", ""));
        }
    }

    /** A pattern that finds the text itself, whatever pattern characters stand in it. */
    static String containing(String text) {
        return '%' + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
    }
}
