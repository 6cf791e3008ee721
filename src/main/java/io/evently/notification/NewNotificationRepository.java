package io.evently.notification;

import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** Stores what the relay has to tell, inside the relay's transaction. */
final class NewNotificationRepository {
    private static final String CARDS = """
            SELECT id, name, venue, event_date FROM event WHERE id = ANY ($1)
            """;

    // A row of the outbox that comes twice makes no second notification, and so no second delivery.
    private static final String STORE = """
            WITH said AS (
                INSERT INTO notification (id, recipient, type, title, message, event_id, outbox_id, data, created_at)
                SELECT id, recipient, type, title, message, event_id, outbox_id, data::jsonb, at
                  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[],
                              $8::text[], $9::timestamptz[])
                       AS n (id, recipient, type, title, message, event_id, outbox_id, data, at)
                    ON CONFLICT DO NOTHING
             RETURNING id)
            INSERT INTO delivery (notification_id, channel, due_at, updated_at)
            SELECT d.id, d.channel, d.at, d.at
              FROM unnest($10::uuid[], $11::text[], $12::timestamptz[]) AS d (id, channel, at) JOIN said USING (id)
            """;

    private static final String ANNOUNCE = """
            INSERT INTO broadcast (id, event_id, type, title, message, data, channels, created_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8
            """;

    /** What messages say of an event: {@code event_name}, {@code venue}, {@code event_date}. */
    Future<Map<UUID, JsonObject>> cards(SqlClient transaction, Collection<UUID> events) {
        return transaction
                .preparedQuery(CARDS)
                .execute(Tuple.of(events.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, JsonObject> cards = new HashMap<>();
                    for (Row row : rows) {
                        cards.put(
                                row.getUUID("id"),
                                new JsonObject()
                                        .put("event_name", row.getString("name"))
                                        .put("venue", row.getString("venue"))
                                        .put(
                                                "event_date",
                                                row.getOffsetDateTime("event_date")
                                                        .toInstant()
                                                        .toString()));
                    }
                    return cards;
                });
    }

    Future<Void> store(SqlClient transaction, List<NewNotification> notices) {
        int size = notices.size();
        UUID[] ids = new UUID[size];
        UUID[] recipients = new UUID[size];
        String[] types = new String[size];
        String[] titles = new String[size];
        String[] messages = new String[size];
        UUID[] events = new UUID[size];
        Long[] outboxIds = new Long[size];
        String[] data = new String[size];
        OffsetDateTime[] at = new OffsetDateTime[size];
        List<UUID> delivered = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        List<OffsetDateTime> due = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NewNotification notice = notices.get(i);
            ids[i] = notice.id();
            recipients[i] = notice.recipient();
            types[i] = notice.type();
            titles[i] = notice.title();
            messages[i] = notice.message();
            events[i] = notice.eventId();
            outboxIds[i] = notice.outboxId();
            data[i] = notice.data().encode();
            at[i] = notice.at().atOffset(UTC);
            for (ChannelName channel : notice.channels()) {
                delivered.add(notice.id());
                channels.add(channel.code());
                due.add(at[i]);
            }
        }
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addArrayOfUUID(recipients)
                        .addArrayOfString(types)
                        .addArrayOfString(titles)
                        .addArrayOfString(messages)
                        .addArrayOfUUID(events)
                        .addArrayOfLong(outboxIds)
                        .addArrayOfString(data)
                        .addArrayOfOffsetDateTime(at)
                        .addArrayOfUUID(delivered.toArray(UUID[]::new))
                        .addArrayOfString(channels.toArray(String[]::new))
                        .addArrayOfOffsetDateTime(due.toArray(OffsetDateTime[]::new)))
                .mapEmpty();
    }

    /** Begins to tell everybody who has a booking of an event. */
    Future<Void> announce(SqlClient transaction, UUID id, NewBroadcast announcement) {
        return transaction
                .preparedQuery(ANNOUNCE)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(announcement.eventId())
                        .addString(announcement.type())
                        .addString(announcement.title())
                        .addString(announcement.message())
                        .addJsonObject(announcement.data())
                        .addArrayOfString(announcement.channels().stream()
                                .map(ChannelName::code)
                                .toArray(String[]::new))
                        .addOffsetDateTime(announcement.at().atOffset(UTC)))
                .mapEmpty();
    }
}
