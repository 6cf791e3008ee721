package io.evently.contact;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
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
import static java.time.ZoneOffset.UTC;

/** Integrators' endpoints as administrators keep them. */
final class WebhookAdminRepository {
    private static final String COLUMNS = "id, url, topics, created_at, failing_since, disabled_at, disabled_reason";

    // One after the other: two at once would both find room for one. Readers are not kept waiting.
    private static final String IN_TURN = "LOCK TABLE webhook IN SHARE ROW EXCLUSIVE MODE";

    private static final String ADD = """
            INSERT INTO webhook (id, url, secret, topics, created_by, created_at)
            SELECT $1::uuid, $2::text, $3::text, $4::text[], $5::uuid, $6::timestamptz
             WHERE (SELECT count(*) FROM webhook) < $7
            RETURNING %s
            """.formatted(COLUMNS);

    private static final String ALL = "SELECT " + COLUMNS + " FROM webhook ORDER BY created_at, id";

    private static final String ENABLE = """
            UPDATE webhook SET failing_since = NULL, disabled_at = NULL, disabled_reason = NULL WHERE id = $1
            RETURNING %s
            """.formatted(COLUMNS);

    private static final String DELETE = "DELETE FROM webhook WHERE id = $1";

    /** Registers an endpoint; empty when there are {@code most} already. */
    Future<Optional<WebhookView>> add(Pool accounts, UUID id, AddWebhook wish, String secret, int most, Instant now) {
        Tuple values = Tuple.of(id, wish.url(), secret, wish.topics().toArray(String[]::new), wish.createdBy())
                .addOffsetDateTime(now.atOffset(UTC))
                .addInteger(most);
        return accounts.withTransaction(transaction -> transaction
                .query(IN_TURN)
                .execute()
                .compose(turn -> transaction.preparedQuery(ADD).execute(values))
                .map(rows -> views(rows).stream().findFirst()));
    }

    Future<List<WebhookView>> all(SqlClient accounts) {
        return accounts.preparedQuery(ALL).execute().map(WebhookAdminRepository::views);
    }

    /** Has one called again; empty when there is none of this id. */
    Future<Optional<WebhookView>> enable(SqlClient accounts, UUID id) {
        return accounts.preparedQuery(ENABLE)
                .execute(Tuple.of(id))
                .map(rows -> views(rows).stream().findFirst());
    }

    /** Forgets one; false when there is none of this id. */
    Future<Boolean> delete(SqlClient accounts, UUID id) {
        return accounts.preparedQuery(DELETE).execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }

    private static List<WebhookView> views(RowSet<Row> rows) {
        List<WebhookView> views = new ArrayList<>(rows.size());
        for (Row row : rows) {
            views.add(new WebhookView(
                    row.getUUID("id"),
                    row.getString("url"),
                    List.of(row.getArrayOfStrings("topics")),
                    row.getOffsetDateTime("created_at").toInstant(),
                    instantOrNull(row.getOffsetDateTime("failing_since")),
                    instantOrNull(row.getOffsetDateTime("disabled_at")),
                    row.getString("disabled_reason")));
        }
        return views;
    }
}
