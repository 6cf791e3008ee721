package io.evently.notification;

import io.evently.notification.LocalOutbox.LocalMessage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Reads what the demonstration would have sent into the world. */
final class LocalOutboxRepository {
    private static final String NEWEST = """
            SELECT channel, address, title, body, at FROM local_outbox ORDER BY id DESC LIMIT $1
            """;

    Future<List<LocalMessage>> newest(SqlClient accounts, int most) {
        return accounts.preparedQuery(NEWEST).execute(Tuple.of(most)).map(rows -> {
            List<LocalMessage> messages = new ArrayList<>(rows.size());
            for (Row row : rows) {
                messages.add(new LocalMessage(
                        row.getString("channel"),
                        row.getString("address"),
                        row.getString("title"),
                        row.getString("body"),
                        row.getOffsetDateTime("at").toInstant()));
            }
            return messages;
        });
    }
}
