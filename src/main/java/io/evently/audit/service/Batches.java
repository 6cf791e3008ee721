package io.evently.audit.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Writes what comes while a statement is under way with the next one. For one event loop. */
final class Batches<T> {
    /** Rows of one statement. */
    private static final int LARGEST = 500;

    private final Function<List<T>, Future<Void>> write;
    private final int maxWaiting;
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
    private boolean writing;

    /** @param maxWaiting rows that wait at most */
    Batches(int maxWaiting, Function<List<T>, Future<Void>> write) {
        this.maxWaiting = maxWaiting;
        this.write = write;
    }

    /** Completes with true when the row is committed; with false, at once, when too many wait. */
    Future<Boolean> add(T row) {
        if (waiting.size() >= maxWaiting) {
            return Future.succeededFuture(false);
        }
        Waiting<T> one = new Waiting<>(row, Promise.promise());
        waiting.add(one);
        if (!writing) {
            next();
        }
        return one.written().future().map(true);
    }

    private void next() {
        List<Waiting<T>> batch = new ArrayList<>();
        while (batch.size() < LARGEST && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        writing = !batch.isEmpty();
        if (writing) {
            // Composed, so that what throws fails this batch and not all that come after it.
            Future.succeededFuture(batch.stream().map(Waiting::row).toList())
                    .compose(write)
                    .onComplete(done -> {
                        batch.forEach(one -> one.written().handle(done));
                        next();
                    });
        }
    }

    private record Waiting<T>(T row, Promise<Void> written) {}
}
