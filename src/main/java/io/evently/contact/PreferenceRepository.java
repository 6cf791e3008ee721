package io.evently.contact;

import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** How people want to be told, as they say it. */
final class PreferenceRepository {
    private static final String FIND = """
            SELECT channels, phone, reminders FROM notification_preference WHERE user_id = $1
            """;

    private static final String SAVE = """
            INSERT INTO notification_preference (user_id, channels, phone, reminders, updated_at)
            VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (user_id) DO UPDATE
               SET channels = excluded.channels, phone = excluded.phone, reminders = excluded.reminders,
                   updated_at = excluded.updated_at
            """;

    /** Empty for those who never said. */
    Future<Optional<Preferences>> find(SqlClient accounts, UUID userId) {
        return accounts.preparedQuery(FIND).execute(Tuple.of(userId)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            return Optional.of(new Preferences(
                    Arrays.stream(row.getArrayOfStrings("channels"))
                            .map(ChannelName::of)
                            .toList(),
                    row.getString("phone"),
                    row.getBoolean("reminders")));
        });
    }

    Future<Void> save(SqlClient accounts, UUID userId, Preferences preferences, Instant now) {
        String[] channels =
                preferences.channels().stream().map(ChannelName::code).toArray(String[]::new);
        return accounts.preparedQuery(SAVE)
                .execute(Tuple.of(userId, channels, preferences.phone(), preferences.reminders(), now.atOffset(UTC)))
                .mapEmpty();
    }
}
