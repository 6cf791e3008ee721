package io.evently.notification;

import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** Stores what facts have to tell, inside the listener's transaction. */
final class NewNotificationRepository {
    private static final String CARDS = """
            SELECT id, name, venue, event_date, version FROM event WHERE id = ANY ($1)
            """;

    private static final String STORE = """
            WITH said AS (
                INSERT INTO notification (id, recipient, type, title, message, event_id, fact, failover, data, created_at)
                SELECT id, recipient, type, title, message, event_id, fact, failover, data::jsonb, at
                  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[],
                              $8::text[], $9::timestamptz[], $10::boolean[])
                       AS n (id, recipient, type, title, message, event_id, fact, data, at, failover)%s)
            INSERT INTO delivery (notification_id, channel, destination, due_at, first_due_at, updated_at, attempts)
            SELECT d.id, d.channel, d.destination, coalesce(d.claimed_until, d.at), d.at, d.at,
                   CASE WHEN d.claimed_until IS NULL THEN 0 ELSE 1 END
              FROM unnest($11::uuid[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[])
                   AS d (id, channel, destination, at, claimed_until)%s
            """;

    private static final String STORE_NEW = STORE.formatted("", "");

    // Facts that were taken before: what they said was said, whoever it was said to.
    private static final String STORE_AGAIN = STORE.formatted("""

                 WHERE NOT EXISTS (SELECT FROM notification o
                                    WHERE o.recipient = n.recipient AND o.created_at = n.at AND o.fact = n.fact)
             RETURNING id""", "\n              JOIN said USING (id)");

    private static final String ANNOUNCE = """
            INSERT INTO broadcast (id, event_id, type, title, message, data, channels, created_at, fact)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT ON CONSTRAINT broadcast_of_fact DO NOTHING
            """;

    /**
     * A notification on one channel.
     *
     * @param claimedUntil null when it is due; else this node tries it, and nobody else before that
     */
    record NewDelivery(
            NewNotification notification,
            ChannelName channel,
            @Nullable Instant claimedUntil) {}

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

    /**
     * Stores notifications and what is to be delivered.
     *
     * @param repeated whether they come of facts that were taken before, and may be there already
     */
    Future<Void> store(
            SqlClient transaction,
            List<NewNotification> notifications,
            List<NewDelivery> deliveries,
            boolean repeated) {
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
        }
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(ids)
                .addArrayOfUUID(recipients)
                .addArrayOfString(types)
                .addArrayOfString(titles)
                .addArrayOfString(messages)
                .addArrayOfUUID(events)
                .addArrayOfLong(facts)
                .addArrayOfString(data)
                .addArrayOfOffsetDateTime(at)
                .addArrayOfBoolean(failover);
        add(deliveries, values);
        return transaction
                .preparedQuery(repeated ? STORE_AGAIN : STORE_NEW)
                .execute(values)
                .mapEmpty();
    }

    private static void add(List<NewDelivery> deliveries, Tuple values) {
        int size = deliveries.size();
        UUID[] ids = new UUID[size];
        String[] channels = new String[size];
        String[] destinations = new String[size];
        OffsetDateTime[] due = new OffsetDateTime[size];
        OffsetDateTime[] claimedUntil = new OffsetDateTime[size];
        for (int i = 0; i < size; i++) {
            NewDelivery delivery = deliveries.get(i);
            NewNotification notification = delivery.notification();
            Instant until = delivery.claimedUntil();
            ids[i] = notification.id();
            channels[i] = delivery.channel().code();
            destinations[i] = delivery.channel() == ChannelName.WEBHOOK
                    ? notification.recipient().toString()
                    : null;
            due[i] = notification.at().atOffset(UTC);
            claimedUntil[i] = until == null ? null : until.atOffset(UTC);
        }
        values.addArrayOfUUID(ids)
                .addArrayOfString(channels)
                .addArrayOfString(destinations)
                .addArrayOfOffsetDateTime(due)
                .addArrayOfOffsetDateTime(claimedUntil);
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
