package io.evently.analytics.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Whom bookings belong to. */
final class AttendeeRepository {
    private static final String NAMED = "SELECT id, name, email FROM account WHERE id = ANY ($1::uuid[])";

    /** Somebody with an account. */
    record Person(String name, String email) {}

    /** Those of these users that have an account. */
    Future<Map<UUID, Person>> named(SqlClient accounts, Collection<UUID> users) {
        return accounts.preparedQuery(NAMED)
                .execute(Tuple.of((Object) users.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Person> people = new HashMap<>();
                    rows.forEach(row ->
                            people.put(row.getUUID("id"), new Person(row.getString("name"), row.getString("email"))));
                    return people;
                });
    }
}
