package io.evently.contact;

import io.evently.channel.Address;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.utc;

/** Integrators' endpoints that are called, and what comes of that. */
final class IntegratorRepository {
    private static final String ALL = """
            SELECT id, url, secret, topics, failing_since IS NOT NULL AS failing FROM webhook WHERE disabled_at IS NULL
            """;

    private static final String WELL = """
            UPDATE webhook SET failing_since = NULL WHERE id = $1 AND disabled_at IS NULL AND failing_since IS NOT NULL
            """;

    private static final String GONE = """
            UPDATE webhook SET disabled_at = $2, disabled_reason = 'gone', failing_since = coalesce(failing_since, $2)
             WHERE id = $1 AND disabled_at IS NULL
            RETURNING id, url, created_by, disabled_reason
            """;

    // The first failure of a row sets the time; one that comes long after it ends the endpoint.
    private static final String FAILED = """
            WITH ended AS (
                UPDATE webhook SET disabled_at = $2, disabled_reason = 'failing'
                 WHERE id = $1 AND disabled_at IS NULL AND failing_since <= $3
                RETURNING id, url, created_by, disabled_reason),
            begun AS (
                UPDATE webhook SET failing_since = $2
                 WHERE id = $1 AND disabled_at IS NULL AND failing_since IS NULL)
            SELECT * FROM ended
            """;

    /**
     * One endpoint.
     *
     * @param topics of the outbox; none: all
     * @param failing whether its last attempt failed
     */
    record Registered(Address.Webhook address, Set<String> topics, boolean failing) {}

    Future<List<Registered>> all(SqlClient accounts) {
        return accounts.preparedQuery(ALL).execute().map(rows -> {
            List<Registered> all = new ArrayList<>(rows.size());
            for (Row row : rows) {
                all.add(new Registered(
                        new Address.Webhook(row.getUUID("id"), row.getString("url"), row.getString("secret")),
                        Set.of(row.getArrayOfStrings("topics")),
                        row.getBoolean("failing")));
            }
            return all;
        });
    }

    Future<Void> well(SqlClient accounts, UUID id) {
        return accounts.preparedQuery(WELL).execute(Tuple.of(id)).mapEmpty();
    }

    /** Ends an endpoint that wants no more; what was ended, once however often it says so. */
    Future<Optional<WebhookEnded>> gone(SqlClient accounts, UUID id, Instant now) {
        return accounts.preparedQuery(GONE)
                .execute(Tuple.of(id, utc(now)))
                .map(rows -> ended(rows.iterator().hasNext() ? rows.iterator().next() : null));
    }

    /** Remembers a failure; what was ended, if it failed since {@code longAgo} already. */
    Future<Optional<WebhookEnded>> failed(SqlClient accounts, UUID id, Instant now, Instant longAgo) {
        return accounts.preparedQuery(FAILED)
                .execute(Tuple.of(id, utc(now), utc(longAgo)))
                .map(rows -> ended(rows.iterator().hasNext() ? rows.iterator().next() : null));
    }

    private static Optional<WebhookEnded> ended(@Nullable Row row) {
        return Optional.ofNullable(row)
                .map(found -> new WebhookEnded(
                        found.getUUID("id"),
                        found.getString("url"),
                        found.getUUID("created_by"),
                        found.getString("disabled_reason")));
    }
}
