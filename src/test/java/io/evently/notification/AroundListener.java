package io.evently.notification;

import io.evently.outbox.FactListener;
import io.evently.outbox.StoredFact;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A listener of a test: something around another one, or something alone. */
record AroundListener(
        String name, FactListener inner, BiFunction<List<StoredFact>, Future<Void>, Future<Void>> afterwards)
        implements FactListener {

    AroundListener(FactListener inner, BiFunction<List<StoredFact>, Future<Void>, Future<Void>> afterwards) {
        this(inner.name(), inner, afterwards);
    }

    AroundListener(String name, Function<List<StoredFact>, Future<Void>> alone) {
        this(name, new Nothing(name), (facts, nothing) -> alone.apply(facts));
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
        return afterwards.apply(facts, inner.take(transaction, facts));
    }

    @Override
    public int leftOut() {
        return inner.leftOut();
    }

    @Override
    public void committed() {
        inner.committed();
    }

    private record Nothing(String name) implements FactListener {
        @Override
        public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
            return Future.succeededFuture();
        }
    }
}
