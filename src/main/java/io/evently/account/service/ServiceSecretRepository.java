package io.evently.account.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** The only class that knows how secrets shared by all nodes are stored. */
final class ServiceSecretRepository {
    private static final String OFFER = """
            INSERT INTO service_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING
            """;

    private static final String READ = "SELECT value FROM service_secret WHERE name = $1";

    /** The secret of that name; the offered one when there was none. All who ask get the same. */
    Future<String> getOrKeep(SqlClient accounts, String name, String offered) {
        return accounts.preparedQuery(OFFER)
                .execute(Tuple.of(name, offered))
                .compose(kept -> accounts.preparedQuery(READ).execute(Tuple.of(name)))
                .map(rows -> rows.iterator().next().getString("value"));
    }
}
