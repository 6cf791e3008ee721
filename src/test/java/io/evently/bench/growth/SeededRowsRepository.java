package io.evently.bench.growth;

import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Looks at seeded rows as the service would. */
final class SeededRowsRepository {
    // Version, variant, the shard in the last byte and its letter in the reference, and the time of the id.
    private static final String STRANGE = """
            SELECT count(*) AS rows
              FROM booking
             WHERE id::text !~ ('^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{10}0' || $1::text || '$')
                OR reference !~ ('^EVT\\d{8}' || chr(65 + $1::text::integer) || '[23456789ABCDEFGHJKMNPQRSTVWXYZ]{11}$')
                OR ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
                   <> (extract(epoch FROM created_at) * 1000)::bigint
                OR created_at > now()
            """;

    /** How many bookings of a shard the service could not have made. */
    Future<Long> strangeIds(Shard shard) {
        return shard.pool()
                .preparedQuery(STRANGE)
                .execute(Tuple.of(Integer.toString(shard.number())))
                .map(rows -> rows.iterator().next().getLong("rows"));
    }
}
