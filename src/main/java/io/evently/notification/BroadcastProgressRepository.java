package io.evently.notification;

import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import static io.evently.storage.Times.instantOrNull;
import static java.time.ZoneOffset.UTC;

/** Broadcasts as administrators start and watch them. */
final class BroadcastProgressRepository {
    private static final String START = """
            INSERT INTO broadcast (id, event_id, type, title, message, channels, created_by, created_at)
            SELECT $1::uuid, id, $3::text, $4::text, $5::text, $6::text[], $7::uuid, $8::timestamptz
              FROM event
             WHERE id = $2
            RETURNING id, event_id, type, title, message, channels, state, recipients, created_at, finished_at,
                      0::bigint AS delivered, 0::bigint AS failed, 0::bigint AS pending
            """;

    private static final String PROGRESS = """
            SELECT b.id, b.event_id, b.type, b.title, b.message, b.channels,
                   b.state, b.recipients, b.created_at, b.finished_at,
                   n.delivered, n.failed, n.pending
              FROM broadcast b
             CROSS JOIN LATERAL (
                   SELECT count(*) FILTER (WHERE arrived) AS delivered,
                          count(*) FILTER (WHERE NOT arrived AND NOT open) AS failed,
                          count(*) FILTER (WHERE NOT arrived AND open) AS pending
                     FROM (SELECT coalesce(bool_or(d.state = 'delivered'), false) AS arrived,
                                  coalesce(bool_or(d.state = 'due'), false) AS open
                             FROM notification m LEFT JOIN delivery d ON d.notification_id = m.id
                            WHERE m.broadcast_id = b.id
                            GROUP BY m.id) AS each_of_them) n
             WHERE b.id = $1
            """;

    /** Stores a broadcast that somebody is to carry out; not found when there is no such event. */
    Future<BroadcastLookup> start(SqlClient shard, UUID id, StartBroadcast wish, Instant now) {
        List<ChannelName> channels = wish.channels();
        Tuple values = Tuple.of(id, wish.eventId(), wish.type(), wish.title(), wish.message())
                .addArrayOfString(
                        channels == null
                                ? null
                                : channels.stream().map(ChannelName::code).toArray(String[]::new))
                .addUUID(wish.createdBy())
                .addOffsetDateTime(now.atOffset(UTC));
        return shard.preparedQuery(START).execute(values).map(BroadcastProgressRepository::lookup);
    }

    Future<BroadcastLookup> progress(SqlClient shard, UUID id) {
        return shard.preparedQuery(PROGRESS).execute(Tuple.of(id)).map(BroadcastProgressRepository::lookup);
    }

    private static BroadcastLookup lookup(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return new BroadcastLookup.NotFound();
        }
        Row row = rows.iterator().next();
        String[] channels = row.getArrayOfStrings("channels");
        return new BroadcastLookup.Found(new BroadcastView(
                row.getUUID("id"),
                row.getUUID("event_id"),
                row.getString("type"),
                row.getString("title"),
                row.getString("message"),
                channels == null
                        ? null
                        : Arrays.stream(channels).map(ChannelName::of).toList(),
                row.getString("state").equals("done"),
                row.getInteger("recipients"),
                row.getLong("delivered"),
                row.getLong("failed"),
                row.getLong("pending"),
                row.getOffsetDateTime("created_at").toInstant(),
                instantOrNull(row.getOffsetDateTime("finished_at"))));
    }
}
