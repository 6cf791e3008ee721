package io.evently.booking.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/** Puts events on sale that nobody announces. */
final class FloorRepository {
    private static final String EVENT = """
            INSERT INTO event (id, name, venue, event_date, total_capacity, price, created_at, updated_at)
            SELECT id, 'Floor measurement', 'PostgreSQL', $2, 1000000, 25.00, $3, $3 FROM unnest($1::uuid[]) AS e (id)
            """;
    private static final Duration AHEAD = Duration.ofDays(30);

    /** Events with the largest capacity there may be. */
    Future<Void> events(SqlClient shard, UUID[] ids, Instant now) {
        return shard.preparedQuery(EVENT)
                .execute(Tuple.of(ids, utc(now.plus(AHEAD)), utc(now)))
                .mapEmpty();
    }
}
