package io.evently.channel;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static java.time.ZoneOffset.UTC;

/** The only class that knows how the local outbox is stored. */
final class LocalOutboxRepository {
    // Only the newest are ever shown; the rest goes with those that come. What is much older has gone, and its index
    // entries stay until the next vacuum: they are looked through now and then, for what was added late.
    private static final String ADD = """
            WITH added AS (
                INSERT INTO local_outbox (channel, address, title, body, at)
                SELECT $1, address, title, body, at
                  FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS m (address, title, body, at)
             RETURNING id)
            DELETE FROM local_outbox
             WHERE id = ANY (ARRAY(
                    SELECT id FROM local_outbox
                     WHERE id <= (SELECT max(id) FROM added) - $6 AND id > (SELECT min(id) FROM added) - $7
                       FOR UPDATE SKIP LOCKED))
            """;

    private static final String NEWEST = """
            SELECT id, channel, address, title, body, at FROM local_outbox ORDER BY id DESC LIMIT $1
            """;

    private static final long KEPT = 1000;
    private static final long LOOKED_THROUGH = 5 * KEPT;
    private static final long ALL = Long.MAX_VALUE / 2;
    private static final int ALL_EVERY = 100;

    private final AtomicInteger added = new AtomicInteger();

    /** What would have been sent to one address. */
    record Kept(String address, String title, String body, Instant at) {}

    Future<Void> add(SqlClient accounts, ChannelName channel, List<Kept> messages) {
        Tuple values = Tuple.tuple()
                .addString(channel.code())
                .addArrayOfString(messages.stream().map(Kept::address).toArray(String[]::new))
                .addArrayOfString(messages.stream().map(Kept::title).toArray(String[]::new))
                .addArrayOfString(messages.stream().map(Kept::body).toArray(String[]::new))
                .addArrayOfOffsetDateTime(messages.stream()
                        .map(message -> message.at().atOffset(UTC))
                        .toArray(OffsetDateTime[]::new))
                .addLong(KEPT)
                .addLong(added.getAndIncrement() % ALL_EVERY == 0 ? ALL : LOOKED_THROUGH);
        return accounts.preparedQuery(ADD).execute(values).mapEmpty();
    }

    Future<List<LocalMessage>> newest(SqlClient accounts, int limit) {
        return accounts.preparedQuery(NEWEST).execute(Tuple.of(limit)).map(rows -> {
            List<LocalMessage> found = new ArrayList<>();
            for (Row row : rows) {
                found.add(message(row));
            }
            return List.copyOf(found);
        });
    }

    private static LocalMessage message(Row row) {
        return new LocalMessage(
                row.getLong("id"),
                ChannelName.of(row.getString("channel")),
                row.getString("address"),
                row.getString("title"),
                row.getString("body"),
                row.get(OffsetDateTime.class, "at").toInstant());
    }
}
