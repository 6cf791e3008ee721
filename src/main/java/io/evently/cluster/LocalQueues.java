package io.evently.cluster;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One queue per event inside this node, so that the cluster only ever sees one contender per node. Thread-safe. */
final class LocalQueues<T> {
    // The head of each queue is the one whose turn it is; an event nobody asks for has no queue.
    private final Map<UUID, ArrayDeque<T>> queues = new HashMap<>();

    /** Joins the event's queue; true when it is the newcomer's turn at once. */
    synchronized boolean enter(UUID event, T newcomer) {
        ArrayDeque<T> queue = queues.computeIfAbsent(event, id -> new ArrayDeque<>(2));
        queue.add(newcomer);
        return queue.size() == 1;
    }

    /** Ends the turn of the head; whose turn it is now, or null when nobody waits. */
    synchronized @Nullable T leave(UUID event) {
        ArrayDeque<T> queue = queues.get(event);
        if (queue == null) {
            throw new IllegalStateException("nobody has the turn for " + event);
        }
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(event);
        }
        return queue.peek();
    }

    /** Events that somebody has or waits for. */
    synchronized int size() {
        return queues.size();
    }
}
