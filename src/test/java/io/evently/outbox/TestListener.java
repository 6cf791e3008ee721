package io.evently.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** Remembers what it took, and does with it what a test wants. */
class TestListener implements FactListener {
    final List<StoredFact> taken = new CopyOnWriteArrayList<>();
    private final String name;
    private final Start start;
    private final BiFunction<SqlClient, List<StoredFact>, Future<Void>> work;

    TestListener(String name) {
        this(name, Start.OLDEST_KEPT, (transaction, facts) -> Future.succeededFuture());
    }

    TestListener(String name, Start start, BiFunction<SqlClient, List<StoredFact>, Future<Void>> work) {
        this.name = name;
        this.start = start;
        this.work = work;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
        return work.apply(transaction, facts).onSuccess(done -> taken.addAll(facts));
    }
}
