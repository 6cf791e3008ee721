package io.evently.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The only class that reads the outbox. */
final class OutboxRepository {
    // The lock of the transaction lets one relay at a time work, on whichever node, so that rows leave in their order.
    // Who does not get it finds nothing. Should it ever fail, no row is taken twice: the rows are locked too.
    private static final String TAKE = """
            WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(7241990) AS mine),
            taken AS (
                DELETE FROM outbox
                 WHERE id = ANY (ARRAY(
                        SELECT id FROM outbox WHERE (SELECT mine FROM turn) ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
             RETURNING id, topic, subject, body, at)
            SELECT mine, id, topic, subject, body, at FROM turn LEFT JOIN taken ON true
            """;

    private static final String OLDEST = "SELECT at FROM outbox ORDER BY id LIMIT 1";

    /**
     * What one transaction may work on.
     *
     * @param mine false while another relay has the turn
     */
    record Taken(boolean mine, List<OutboxRow> rows) {}

    /** Takes the oldest rows; they are gone when the transaction commits. */
    Future<Taken> take(SqlClient transaction, int most) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(most)).map(found -> {
            boolean mine = false;
            List<OutboxRow> rows = new ArrayList<>(found.size());
            for (Row row : found) {
                mine = row.getBoolean("mine");
                if (row.getLong("id") != null) {
                    rows.add(outboxRow(row));
                }
            }
            rows.sort(Comparator.comparingLong(OutboxRow::id));
            return new Taken(mine, rows);
        });
    }

    /** When the row that waits longest was written. */
    Future<Optional<Instant>> oldest(SqlClient shard) {
        return shard.preparedQuery(OLDEST).execute().map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getOffsetDateTime("at").toInstant());
            }
            return Optional.empty();
        });
    }

    private static OutboxRow outboxRow(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("at");
        return new OutboxRow(
                row.getLong("id"),
                row.getString("topic"),
                row.getUUID("subject"),
                row.get(JsonObject.class, "body"),
                at.toInstant());
    }
}
