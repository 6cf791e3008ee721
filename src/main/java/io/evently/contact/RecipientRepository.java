package io.evently.contact;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.utc;

/** Reads who a recipient is, where they can be reached, and on which channels they want to be. */
final class RecipientRepository {
    private static final String FIND = """
            SELECT a.id, a.name, a.email, p.channels, p.phone, coalesce(p.reminders, true) AS reminders,
                   (SELECT jsonb_agg(jsonb_build_object('id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh,
                                                        'auth', s.auth,
                                                        'failing', s.failing_since IS NOT NULL))
                      FROM push_subscription s WHERE s.user_id = a.id) AS subscriptions
              FROM account a LEFT JOIN notification_preference p ON p.user_id = a.id
             WHERE a.id = ANY ($1) AND a.is_active
            """;

    private static final String FORGET = "DELETE FROM push_subscription WHERE id = $1";

    private static final String REFUSED = """
            WITH ended AS (DELETE FROM push_subscription WHERE id = $1 AND failing_since <= $3)
            UPDATE push_subscription SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL
            """;

    private static final String WELL = "UPDATE push_subscription SET failing_since = NULL WHERE id = $1";

    private final List<ChannelName> usual;

    /** @param usual the channels of those who chose none */
    RecipientRepository(List<ChannelName> usual) {
        this.usual = usual;
    }

    /** Those who exist and are active. */
    Future<Map<UUID, Recipient>> find(SqlClient accounts, Collection<UUID> ids) {
        return accounts.preparedQuery(FIND)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Recipient> found = new HashMap<>();
                    for (Row row : rows) {
                        found.put(row.getUUID("id"), recipient(row));
                    }
                    return found;
                });
    }

    /** Drops a subscription that the push service says is gone. */
    Future<Void> forget(SqlClient accounts, Address.PushSubscription subscription) {
        return accounts.preparedQuery(FORGET)
                .execute(Tuple.of(subscription.id()))
                .mapEmpty();
    }

    /** Remembers that a browser takes nothing, and drops it when that has been so since {@code longAgo}. */
    Future<Void> refused(SqlClient accounts, Address.PushSubscription subscription, Instant now, Instant longAgo) {
        return accounts.preparedQuery(REFUSED)
                .execute(Tuple.of(subscription.id(), utc(now), utc(longAgo)))
                .mapEmpty();
    }

    /** Remembers that a browser takes messages again. */
    Future<Void> well(SqlClient accounts, Address.PushSubscription subscription) {
        return accounts.preparedQuery(WELL).execute(Tuple.of(subscription.id())).mapEmpty();
    }

    private Recipient recipient(Row row) {
        String[] channels = row.getArrayOfStrings("channels");
        return new Recipient(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("email"),
                channels == null
                        ? usual
                        : Stream.of(channels).map(ChannelName::of).toList(),
                row.getString("phone"),
                row.getBoolean("reminders"),
                subscriptions(row.get(JsonArray.class, "subscriptions")));
    }

    private static List<Address.PushSubscription> subscriptions(@Nullable JsonArray array) {
        List<Address.PushSubscription> all = new ArrayList<>();
        if (array != null) {
            for (Object element : array) {
                JsonObject json = (JsonObject) element;
                all.add(new Address.PushSubscription(
                        UUID.fromString(json.getString("id")),
                        json.getString("endpoint"),
                        json.getString("p256dh"),
                        json.getString("auth"),
                        json.getBoolean("failing")));
            }
        }
        return all;
    }
}
