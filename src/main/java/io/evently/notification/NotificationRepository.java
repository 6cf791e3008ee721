package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.delivery.DeliveryAttempt;
import io.evently.notification.NotificationPlaces.Place;
import io.evently.notification.NotificationStats.ChannelCount;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static io.evently.storage.Times.instantOrNull;
import static io.evently.storage.Times.utc;

/** Notifications of one shard as people ask for them. */
final class NotificationRepository {
    private static final String SENT =
            "id, recipient, type, title, message, event_id, data::text AS data, 'pending' AS status, created_at, read_at";

    // Of its deliveries, which are few; a notification that went to nobody's sockets and nowhere else has none.
    private static final String COLUMNS = """
            id, recipient, type, title, message, event_id, data::text AS data, created_at, read_at,
            (SELECT CASE WHEN bool_or(d.state = 'delivered') THEN 'delivered'
                         WHEN bool_or(d.state = 'due') THEN 'pending'
                         ELSE 'failed' END
               FROM delivery d WHERE d.notification_id = notification.id) AS status""";

    private static final String SEND = """
            WITH due AS (
                INSERT INTO delivery (notification_id, channel, due_at, first_due_at, updated_at)
                SELECT $1::uuid, channel, $6::timestamptz, $6::timestamptz, $6::timestamptz
                  FROM unnest($7::text[]) AS wanted (channel))
            INSERT INTO notification (id, recipient, type, title, message, data, created_at)
            VALUES ($1::uuid, $2, $3, $4, $5, '{}', $6::timestamptz)
            RETURNING %s
            """.formatted(SENT);

    private static final String ALERT = """
            SELECT announce(system_alert($1, $2, $3), $4)
            """;

    private static final String PAGE = """
            SELECT %s FROM notification WHERE recipient = $1%s ORDER BY created_at DESC, id DESC LIMIT $2
            """;

    private static final String ALL = PAGE.formatted(COLUMNS, "");

    private static final String BY_IDS =
            "SELECT %s FROM notification WHERE id = ANY ($1) AND recipient = $2".formatted(COLUMNS);

    private static final String ALL_PLACES = PAGE.formatted("id, created_at", "");

    private static final String UNREAD_PLACES = PAGE.formatted("id, created_at", " AND read_at IS NULL");

    private static final String UNREAD = PAGE.formatted(COLUMNS, " AND read_at IS NULL");

    private static final String COUNT = """
            SELECT count(*) AS total, count(*) FILTER (WHERE read_at IS NULL) AS unread
              FROM notification
             WHERE recipient = $1
            """;

    private static final String MARK = """
            UPDATE notification
               SET read_at = coalesce(read_at, $2)
             WHERE id = $1 AND ($4::boolean OR recipient = $3)
            RETURNING %s
            """.formatted(COLUMNS);

    private static final String MARK_ALL = """
            UPDATE notification SET read_at = $2 WHERE recipient = $1 AND read_at IS NULL
            """;

    private static final String CHANNELS = """
            SELECT channel, sent, delivered, failed FROM channel_count ORDER BY channel
            """;

    private static final String STATE = """
            SELECT (SELECT count(*) FROM delivery WHERE state = 'due') AS pending,
                   (SELECT count(*) FROM delivery WHERE state = 'dead') AS dead,
                   oldest_waiting('notifications') AS oldest
            """;

    // The left side alone tells a notification without attempts from none.
    private static final String ATTEMPTS = """
            SELECT a.channel, a.address, a.outcome, a.detail, a.at
              FROM notification n LEFT JOIN every_attempt a ON a.notification_id = n.id
             WHERE n.id = $1 AND ($3::boolean OR n.recipient = $2)
             ORDER BY a.at, a.nth
             LIMIT $4
            """;

    /** How many notifications somebody has. */
    record Counted(long total, long unread) {}

    /** Stores a notification and what is to be tried, together. */
    Future<NotificationView> send(SqlClient shard, UUID id, SendNotification wish, Instant now) {
        Tuple values = Tuple.of(
                id,
                wish.userId(),
                wish.type(),
                wish.title(),
                wish.message(),
                utc(now),
                wish.channels().stream().map(ChannelName::code).toArray(String[]::new));
        return shard.preparedQuery(SEND).execute(values).map(rows -> views(rows).get(0));
    }

    Future<Void> alert(SqlClient shard, UUID id, SendAlert wish, Instant now) {
        return shard.preparedQuery(ALERT)
                .execute(Tuple.of(id, wish.title(), wish.message(), utc(now)))
                .mapEmpty();
    }

    /** The newest {@code most}. */
    Future<List<NotificationView>> newest(SqlClient shard, UUID recipient, boolean unreadOnly, int most) {
        return shard.preparedQuery(unreadOnly ? UNREAD : ALL)
                .execute(Tuple.of(recipient, most))
                .map(NotificationRepository::views);
    }

    /** Where the newest {@code most} stand. */
    Future<List<Place>> places(SqlClient shard, UUID recipient, boolean unreadOnly, int most) {
        return shard.preparedQuery(unreadOnly ? UNREAD_PLACES : ALL_PLACES)
                .execute(Tuple.of(recipient, most))
                .map(rows -> {
                    List<Place> places = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        places.add(new Place(row.getOffsetDateTime(1).toInstant(), row.getUUID(0)));
                    }
                    return places;
                });
    }

    /** Those of the recipient, in no particular order. */
    Future<List<NotificationView>> byIds(SqlClient shard, UUID recipient, List<UUID> ids) {
        return shard.preparedQuery(BY_IDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new), recipient))
                .map(NotificationRepository::views);
    }

    Future<Counted> count(SqlClient shard, UUID recipient) {
        return shard.preparedQuery(COUNT).execute(Tuple.of(recipient)).map(rows -> {
            Row row = rows.iterator().next();
            return new Counted(row.getLong("total"), row.getLong("unread"));
        });
    }

    /** Marks one as read; empty when there is none that this user may mark. */
    Future<Optional<NotificationView>> markRead(SqlClient shard, MarkRead wish, Instant now) {
        return shard.preparedQuery(MARK)
                .execute(Tuple.of(wish.notificationId(), utc(now), wish.userId(), wish.anyRecipient()))
                .map(rows -> views(rows).stream().findFirst());
    }

    /** Marks all as read that are not; answers how many. */
    Future<Integer> markAllRead(SqlClient shard, UUID recipient, Instant now) {
        return shard.preparedQuery(MARK_ALL)
                .execute(Tuple.of(recipient, utc(now)))
                .map(RowSet::rowCount);
    }

    Future<NotificationStats> stats(SqlClient shard) {
        Future<List<ChannelCount>> channels = shard.preparedQuery(CHANNELS)
                .execute()
                .map(rows -> {
                    List<ChannelCount> counts = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        counts.add(new ChannelCount(
                                ChannelName.of(row.getString("channel")),
                                row.getLong("sent"),
                                row.getLong("delivered"),
                                row.getLong("failed")));
                    }
                    return counts;
                });
        return channels.compose(counts -> shard.preparedQuery(STATE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new NotificationStats(
                    counts,
                    row.getLong("pending"),
                    row.getLong("dead"),
                    instantOrNull(row.getOffsetDateTime("oldest")));
        }));
    }

    /** At most {@code most} attempts, the first ones first; empty when there is no notification that this user may see. */
    Future<Optional<List<DeliveryAttempt>>> attempts(SqlClient shard, ReadAttempts query, int most) {
        return shard.preparedQuery(ATTEMPTS)
                .execute(Tuple.of(query.notificationId(), query.userId(), query.anyRecipient(), most))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return Optional.empty();
                    }
                    List<DeliveryAttempt> attempts = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        if (row.getString("channel") != null) {
                            attempts.add(new DeliveryAttempt(
                                    ChannelName.of(row.getString("channel")),
                                    row.getString("address"),
                                    row.getString("outcome"),
                                    row.getString("detail"),
                                    row.getOffsetDateTime("at").toInstant()));
                        }
                    }
                    return Optional.of(attempts);
                });
    }

    private static List<NotificationView> views(RowSet<Row> rows) {
        List<NotificationView> views = new ArrayList<>(rows.size());
        for (Row row : rows) {
            views.add(new NotificationView(
                    row.getUUID("id"),
                    row.getUUID("recipient"),
                    row.getString("type"),
                    row.getString("title"),
                    row.getString("message"),
                    row.getUUID("event_id"),
                    row.getString("data"),
                    NotificationStatus.of(row.getString("status")),
                    row.getOffsetDateTime("created_at").toInstant(),
                    instantOrNull(row.getOffsetDateTime("read_at"))));
        }
        return views;
    }
}
