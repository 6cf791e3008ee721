package io.evently.bench.run;

import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the databases say about the events of a run. */
final class SaleRepository {
    private static final String SEATS_SOLD = """
            SELECT coalesce(sum(seats_sold), 0) AS sold FROM event WHERE id = ANY($1)
            """;

    private static final String CONFIRMED = """
            SELECT id FROM booking WHERE event_id = ANY($1) AND status = 'confirmed'
            """;

    Future<Long> seatsSold(Shard shard, List<UUID> events) {
        return shard.pool()
                .preparedQuery(SEATS_SOLD)
                .execute(Tuple.of(events.toArray(UUID[]::new)))
                .map(rows -> rows.iterator().next().getLong("sold"));
    }

    Future<List<UUID>> confirmed(Shard shard, List<UUID> events) {
        return shard.pool()
                .preparedQuery(CONFIRMED)
                .execute(Tuple.of(events.toArray(UUID[]::new)))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        ids.add(row.getUUID("id"));
                    }
                    return ids;
                });
    }
}
