package io.evently.onsale;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;

/** What the accounts database says of the secret that all nodes share; it says something only where none is configured. */
final class ServiceSecretRepository {
    private static final String READ = "SELECT value FROM service_secret WHERE name = 'jwt'";

    Future<Optional<String>> secret(SqlClient accounts) {
        return accounts.preparedQuery(READ)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.ofNullable(rows.iterator().next().getString("value")));
    }
}
