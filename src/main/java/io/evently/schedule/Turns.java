package io.evently.schedule;

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

/**
 * Lets only one piece of work go on for each key at a time, in the order of arrival, however the one before it ended. So what
 * one client asks for in many requests at once takes no more of a pool than one request. Safe for all threads.
 */
public final class Turns<K> {
    private final int most;
    private final Map<K, Deque<Promise<Void>>> waiting = new HashMap<>();

    /** @param most how many may wait for one key */
    public Turns(int most) {
        this.most = most;
    }

    /**
     * Does the work when everything that came before it under the same key is over; empty, and nothing is done, when too many
     * wait. The future completes in the caller's context.
     */
    public <T> Optional<Future<T>> inTurn(K key, Supplier<Future<T>> work) {
        return turn(key).map(turn -> turn.compose(mine -> work.get()).onComplete(done -> pass(key)));
    }

    private synchronized Optional<Future<Void>> turn(K key) {
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

    private void pass(K key) {
        Promise<Void> next = leave(key);
        if (next != null) {
            next.complete();
        }
    }

    private synchronized @Nullable Promise<Void> leave(K key) {
        Deque<Promise<Void>> line = waiting.get(key);
        Promise<Void> next = line == null ? null : line.poll();
        if (next == null) {
            waiting.remove(key);
        }
        return next;
    }

    /** Keys with work under way. */
    synchronized int size() {
        return waiting.size();
    }
}
