package io.evently.bench.run;

import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the databases say about confirmations, in the words that all builds have in common. */
final class ConfirmationRepository {
    private static final String OUT = """
            SELECT oldest_waiting('notifications') IS NULL
                   AND NOT EXISTS (SELECT FROM delivery WHERE state = 'due') AS out
            """;

    private static final String SENT = """
            SELECT count(*) FILTER (WHERE d.updated_at > $2) AS mails, max(d.updated_at) AS last
              FROM notification n
              JOIN delivery d ON d.notification_id = n.id
             WHERE n.event_id = ANY ($1) AND n.type = 'booking_confirmation'
               AND d.channel = 'email' AND d.state = 'delivered'
            """;

    private static final String MAILS = """
            SELECT greatest(0, extract(epoch FROM d.updated_at - d.first_due_at) * 1000)::bigint AS millis,
                   CASE WHEN d.first_due_at < $2::timestamptz THEN 0
                        WHEN d.first_due_at < $3::timestamptz THEN 1
                        ELSE 2 END AS third,
                   count(*) AS mails
              FROM notification n
              JOIN delivery d ON d.notification_id = n.id
             WHERE n.event_id = ANY ($1) AND n.type = 'booking_confirmation'
               AND d.channel = 'email' AND d.state = 'delivered'
             GROUP BY 1, 2
            """;

    private static final String TABLES = """
            SELECT relname AS name, n_tup_ins AS inserted, n_tup_upd AS updated, n_tup_hot_upd AS hot, n_tup_del AS deleted
              FROM pg_stat_user_tables
             WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
            """;

    private static final String LOG = """
            SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint AS bytes
            """;

    /** So many mails took so long. */
    record Mails(long millis, int third, long count) {}

    /** Mails that were sent after a moment, and when the last of all was. */
    record Sent(long mails, Optional<Instant> last) {}

    /** Rows of a table that were written since it exists. */
    record Written(String table, long inserted, long updated, long hot, long deleted) {}

    /** Whether nobody is still to be told of anything. */
    Future<Boolean> out(Shard shard) {
        return shard.pool()
                .preparedQuery(OUT)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("out"));
    }

    /** How many bookings of these events were confirmed by mail after this moment, and when the last was. */
    Future<Sent> sent(Shard shard, List<UUID> events, Instant after) {
        return shard.pool()
                .preparedQuery(SENT)
                .execute(Tuple.of(events.toArray(UUID[]::new), after.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Sent(
                            row.getLong("mails"),
                            Optional.ofNullable(row.getOffsetDateTime("last")).map(OffsetDateTime::toInstant));
                });
    }

    /** How long mails waited that became due before the first moment, before the second, and later. */
    Future<List<Mails>> mails(Shard shard, List<UUID> events, Instant first, Instant second) {
        return shard.pool()
                .preparedQuery(MAILS)
                .execute(Tuple.of(
                        events.toArray(UUID[]::new), first.atOffset(ZoneOffset.UTC), second.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    List<Mails> mails = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        mails.add(new Mails(row.getLong("millis"), row.getInteger("third"), row.getLong("mails")));
                    }
                    return mails;
                });
    }

    Future<List<Written>> written(Pool database) {
        return database.preparedQuery(TABLES).execute().map(rows -> {
            List<Written> written = new ArrayList<>();
            for (Row row : rows) {
                written.add(new Written(
                        row.getString("name"),
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        row.getLong("hot"),
                        row.getLong("deleted")));
            }
            return written;
        });
    }

    /** The place in the log of the whole server, in bytes. */
    Future<Long> log(Pool database) {
        return database.preparedQuery(LOG)
                .execute()
                .map(rows -> rows.iterator().next().getLong("bytes"));
    }
}
