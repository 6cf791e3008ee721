package io.evently.schedule;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets only one piece of work go on for each key at a time; the next one begins when it is over, however it ended. So what one
 * client asks for in many requests at once takes no more of a pool than one request. For one event loop only.
 */
public final class Turns<K> {
    private final Map<K, Future<?>> last = new HashMap<>();

    /** Begins the work when all that came before it under the same key is over. */
    public <T> Future<T> take(K key, Supplier<Future<T>> work) {
        Future<?> before = last.get(key);
        Future<T> mine = before == null
                ? work.get()
                : before.transform(over -> Future.<Void>succeededFuture()).compose(over -> work.get());
        last.put(key, mine);
        return mine.onComplete(over -> last.remove(key, mine));
    }

    /** Keys with work under way. */
    int size() {
        return last.size();
    }
}
