package io.evently.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** Takes what the relay of a shard read. Called on the relay's event loop, one batch after the other. */
@FunctionalInterface
public interface Outlet {

    /**
     * Takes a batch. What it writes through {@code transaction} becomes true together with the end of these rows; what it
     * does beside that may happen again, when the transaction fails after it.
     *
     * @param rows in the order of their ids
     */
    Future<Void> take(SqlClient transaction, List<OutboxRow> rows);
}
