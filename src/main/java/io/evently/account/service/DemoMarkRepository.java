package io.evently.account.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** The only class that knows how a database is marked as a demo's. */
final class DemoMarkRepository {
    private static final String MARK = "INSERT INTO demo_mark (only_row) VALUES (true) ON CONFLICT DO NOTHING";
    private static final String MARKED = "SELECT EXISTS (SELECT FROM demo_mark) AS marked";

    /** Marks it, once and for all. */
    Future<Void> mark(SqlClient accounts) {
        return accounts.query(MARK).execute().mapEmpty();
    }

    Future<Boolean> marked(SqlClient accounts) {
        return accounts.query(MARKED)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("marked"));
    }
}
