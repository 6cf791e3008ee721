package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** Deliveries that were given up, and their second chance. */
final class DeadLetterRepository {
    private static final String PAGE = """
            SELECT d.notification_id, n.recipient, n.type, d.channel, d.attempts, d.last_error, d.updated_at
              FROM delivery d JOIN notification n ON n.id = d.notification_id
             WHERE d.state = 'dead' AND ($1::text IS NULL OR d.channel = $1)
             ORDER BY d.updated_at DESC, d.notification_id, d.channel
             LIMIT $2
            """;

    private static final String COUNT = """
            SELECT count(*) AS dead FROM delivery WHERE state = 'dead' AND ($1::text IS NULL OR channel = $1)
            """;

    // What another channel has delivered stays delivered; the attempt that ended a delivery joins those before it.
    private static final String REPLAY = """
            WITH chosen AS (
                SELECT notification_id, channel, address, outcome, detail, updated_at
                  FROM delivery
                 WHERE state = 'dead' AND ($1::text IS NULL OR channel = $1)%s
                 ORDER BY updated_at
                 LIMIT $2
                   FOR UPDATE SKIP LOCKED),
            kept AS (
                INSERT INTO delivery_attempt (notification_id, channel, address, outcome, detail, at)
                SELECT notification_id, channel, address, outcome, detail, updated_at FROM chosen WHERE outcome IS NOT NULL),
            due AS (
                UPDATE delivery
                   SET state = 'due', attempts = 0, due_at = $3, first_due_at = $3, updated_at = $3,
                       last_error = coalesce(last_error, 'replayed'), address = NULL, outcome = NULL, detail = NULL
                  FROM chosen
                 WHERE delivery.notification_id = chosen.notification_id AND delivery.channel = chosen.channel
             RETURNING delivery.notification_id)
            SELECT count(*)::integer AS replayed FROM due
            """;

    private static final String REPLAY_ALL = REPLAY.formatted("");

    private static final String REPLAY_ONE = REPLAY.formatted(" AND notification_id = $4");

    /** The latest {@code most}. */
    Future<List<DeadLetter>> latest(SqlClient shard, @Nullable ChannelName channel, int most) {
        return shard.preparedQuery(PAGE).execute(Tuple.of(code(channel), most)).map(rows -> {
            List<DeadLetter> letters = new ArrayList<>(rows.size());
            for (Row row : rows) {
                letters.add(new DeadLetter(
                        row.getUUID("notification_id"),
                        row.getUUID("recipient"),
                        row.getString("type"),
                        ChannelName.of(row.getString("channel")),
                        row.getInteger("attempts"),
                        row.getString("last_error"),
                        row.getOffsetDateTime("updated_at").toInstant()));
            }
            return letters;
        });
    }

    Future<Long> count(SqlClient shard, @Nullable ChannelName channel) {
        return shard.preparedQuery(COUNT)
                .execute(Tuple.of(code(channel)))
                .map(rows -> rows.iterator().next().getLong("dead"));
    }

    /** Makes at most {@code most} due again; answers how many. */
    Future<Integer> replay(SqlClient shard, ReplayDeadLetters wish, int most, Instant now) {
        UUID one = wish.notificationId();
        Tuple values = Tuple.of(code(wish.channel()), most, now.atOffset(UTC));
        return shard.preparedQuery(one == null ? REPLAY_ALL : REPLAY_ONE)
                .execute(one == null ? values : values.addUUID(one))
                .map(rows -> rows.iterator().next().getInteger("replayed"));
    }

    private static @Nullable String code(@Nullable ChannelName channel) {
        return channel == null ? null : channel.code();
    }
}
