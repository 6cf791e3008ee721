package io.evently.account.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One at a time for each key, in order of arrival. Safe for all threads. */
final class AddressTurns {
    private final int most;
    private final Map<String, Deque<Promise<Void>>> waiting = new HashMap<>();

    /** @param most how many may wait for one key */
    AddressTurns(int most) {
        this.most = most;
    }

    /** Does the work when everything that came before it is done; empty, and nothing is done, when too many wait. */
    <T> Optional<Future<T>> inTurn(String key, Supplier<Future<T>> work) {
        return turn(key).map(turn -> turn.compose(mine -> work.get()).onComplete(done -> pass(key)));
    }

    private synchronized Optional<Future<Void>> turn(String key) {
        Deque<Promise<Void>> line = waiting.get(key);
        if (line == null) {
            waiting.put(key, new ArrayDeque<>());
            return Optional.of(Future.succeededFuture());
        }
        if (line.size() >= most) {
            return Optional.empty();
        }
        // Of the asker's context, so that what follows is not done in the name of whoever went before.
        ContextInternal asker = ContextInternal.current();
        Promise<Void> turn = asker == null ? Promise.promise() : asker.promise();
        line.add(turn);
        return Optional.of(turn.future());
    }

    private void pass(String key) {
        Promise<Void> next = leave(key);
        if (next != null) {
            next.complete();
        }
    }

    private synchronized @Nullable Promise<Void> leave(String key) {
        Deque<Promise<Void>> line = waiting.get(key);
        Promise<Void> next = line == null ? null : line.poll();
        if (next == null) {
            waiting.remove(key);
        }
        return next;
    }
}
