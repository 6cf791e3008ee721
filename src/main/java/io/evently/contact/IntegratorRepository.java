package io.evently.contact;

import io.evently.channel.Address;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads integrators' endpoints. */
final class IntegratorRepository {
    private static final String ALL = "SELECT id, url, secret, topics FROM webhook";

    /**
     * One endpoint.
     *
     * @param topics of the outbox; none: all
     */
    record Registered(Address.Webhook address, Set<String> topics) {}

    Future<List<Registered>> all(SqlClient accounts) {
        return accounts.preparedQuery(ALL).execute().map(rows -> {
            List<Registered> all = new ArrayList<>(rows.size());
            for (Row row : rows) {
                all.add(new Registered(
                        new Address.Webhook(row.getUUID("id"), row.getString("url"), row.getString("secret")),
                        Set.of(row.getArrayOfStrings("topics"))));
            }
            return all;
        });
    }
}
