package io.evently.onsale;

import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What the databases say about the events of a run. */
final class SoldRepository {
    private static final String EVENTS = """
            SELECT id, total_capacity, seats_sold, seats_held FROM event WHERE id = ANY($1)
            """;

    private static final String BOOKINGS = """
            SELECT id, reference, event_id, user_id, quantity, status FROM booking WHERE event_id = ANY($1)
            """;

    Future<List<SoldEvent>> events(Shard shard, List<UUID> ids) {
        return rows(shard, EVENTS, ids, SoldRepository::event);
    }

    Future<List<BookedRow>> bookings(Shard shard, List<UUID> eventIds) {
        return rows(shard, BOOKINGS, eventIds, SoldRepository::booking);
    }

    private static <T> Future<List<T>> rows(Shard shard, String sql, List<UUID> ids, Function<Row, T> reading) {
        return shard.pool()
                .preparedQuery(sql)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> read(rows, reading));
    }

    private static <T> List<T> read(RowSet<Row> rows, Function<Row, T> reading) {
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(reading.apply(row)));
        return all;
    }

    private static SoldEvent event(Row row) {
        return new SoldEvent(
                row.getUUID("id"),
                row.getInteger("total_capacity"),
                row.getInteger("seats_sold"),
                row.getInteger("seats_held"));
    }

    private static BookedRow booking(Row row) {
        return new BookedRow(
                row.getUUID("id"),
                row.getString("reference"),
                row.getUUID("event_id"),
                row.getUUID("user_id"),
                row.getInteger("quantity"),
                row.getString("status"));
    }
}
