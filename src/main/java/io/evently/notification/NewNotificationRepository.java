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

/** Stores what facts have to tell, inside the listener's transaction. */
final class NewNotificationRepository {
    private static final String CARDS = """
            SELECT id, name, venue, event_date, version FROM event WHERE id = ANY ($1)
            """;

    // A fact that comes twice makes no second notification, and so no second delivery.
    private static final String STORE = """
            WITH said AS (
                INSERT INTO notification (id, recipient, type, title, message, event_id, fact, failover, data, created_at)
                SELECT id, recipient, type, title, message, event_id, fact, failover, data::jsonb, at
                  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[],
                              $8::text[], $9::timestamptz[], $13::boolean[])
                       AS n (id, recipient, type, title, message, event_id, fact, data, at, failover)
                    ON CONFLICT DO NOTHING
             RETURNING id, recipient)
            INSERT INTO delivery (notification_id, channel, destination, due_at, first_due_at, updated_at)
            SELECT d.id, d.channel, CASE WHEN d.channel = 'webhook' THEN said.recipient::text END, d.at, d.at, d.at
              FROM unnest($10::uuid[], $11::text[], $12::timestamptz[]) AS d (id, channel, at) JOIN said USING (id)
            """;

    private static final String ANNOUNCE = """
            INSERT INTO broadcast (id, event_id, type, title, message, data, channels, created_at, fact)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT ON CONSTRAINT broadcast_of_fact DO NOTHING
            """;

    /** What messages say of events. */
    Future<Map<UUID, EventCard>> cards(SqlClient transaction, Collection<UUID> events) {
        return transaction
                .preparedQuery(CARDS)
                .execute(Tuple.of(events.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, EventCard> cards = new HashMap<>();
                    for (Row row : rows) {
                        cards.put(
                                row.getUUID("id"),
                                new EventCard(
                                        row.getString("name"),
                                        row.getString("venue"),
                                        row.getOffsetDateTime("event_date").toInstant(),
                                        row.getInteger("version")));
                    }
                    return cards;
                });
    }

    Future<Void> store(SqlClient transaction, List<NewNotification> notifications) {
        int size = notifications.size();
        UUID[] ids = new UUID[size];
        UUID[] recipients = new UUID[size];
        String[] types = new String[size];
        String[] titles = new String[size];
        String[] messages = new String[size];
        UUID[] events = new UUID[size];
        Long[] facts = new Long[size];
        Boolean[] failover = new Boolean[size];
        String[] data = new String[size];
        OffsetDateTime[] at = new OffsetDateTime[size];
        List<UUID> delivered = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        List<OffsetDateTime> due = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NewNotification notification = notifications.get(i);
            ids[i] = notification.id();
            recipients[i] = notification.recipient();
            types[i] = notification.type();
            titles[i] = notification.title();
            messages[i] = notification.message();
            events[i] = notification.eventId();
            facts[i] = notification.fact();
            failover[i] = notification.failover();
            data[i] = new JsonObject(notification.data()).encode();
            at[i] = notification.at().atOffset(UTC);
            for (ChannelName channel : notification.channels()) {
                delivered.add(notification.id());
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
                        .addArrayOfLong(facts)
                        .addArrayOfString(data)
                        .addArrayOfOffsetDateTime(at)
                        .addArrayOfUUID(delivered.toArray(UUID[]::new))
                        .addArrayOfString(channels.toArray(String[]::new))
                        .addArrayOfOffsetDateTime(due.toArray(OffsetDateTime[]::new))
                        .addArrayOfBoolean(failover))
                .mapEmpty();
    }

    /** Begins to tell everybody who has a booking of an event. */
    Future<Void> announce(SqlClient transaction, UUID id, NewBroadcast broadcast) {
        return transaction
                .preparedQuery(ANNOUNCE)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(broadcast.eventId())
                        .addString(broadcast.type())
                        .addString(broadcast.title())
                        .addString(broadcast.message())
                        .addJsonObject(new JsonObject(broadcast.data()))
                        .addArrayOfString(broadcast.channels().stream()
                                .map(ChannelName::code)
                                .toArray(String[]::new))
                        .addOffsetDateTime(broadcast.at().atOffset(UTC))
                        .addLong(broadcast.fact()))
                .mapEmpty();
    }
}
