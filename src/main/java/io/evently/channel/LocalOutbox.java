package io.evently.channel;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** What the demonstration kept in the accounts database instead of sending it. */
public final class LocalOutbox {
    private static final int SHOWN = 200;

    private final LocalOutboxRepository repository = new LocalOutboxRepository();
    private final SqlClient accounts;

    public LocalOutbox(SqlClient accounts) {
        this.accounts = accounts;
    }

    /** The newest 200, the newest first. */
    public Future<List<LocalMessage>> newest() {
        return repository.newest(accounts, SHOWN);
    }
}
