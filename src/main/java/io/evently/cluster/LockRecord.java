package io.evently.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who owns an event, and which nodes want it next. Immutable; the rules of the lock all stand here. Times are
 * milliseconds of the cluster's clock.
 *
 * @param owner the node that holds the event; null when it is free and only kept for those who wait
 * @param deadline when the owner's lease runs out
 * @param waiters in the order they first asked; bounded by {@link #MOST_WAITERS}
 */
record LockRecord(@Nullable UUID owner, long token, long deadline, List<Waiter> waiters) {
    static final LockRecord FREE = new LockRecord(null, 0, 0, List.of());
    /** Releases whatever the node holds: for an acquisition whose answer was lost. */
    static final long ANY_TOKEN = -1;

    private static final int MOST_WAITERS = 16;
    // A waiter asks again well before this, so a hint that is older belongs to a node that gave up or died.
    private static final long HINT_MS = 200;

    /** A node that was refused and asks again. */
    record Waiter(UUID node, long lastAsked) {}

    LockRecord {
        waiters = List.copyOf(waiters);
    }

    boolean ownedBy(UUID node, long itsToken) {
        return node.equals(owner) && (itsToken == ANY_TOKEN || itsToken == token);
    }

    /** True when the event is free and nobody who still waits asked before this node. */
    boolean grantableTo(UUID node, long now, Predicate<UUID> isMember) {
        if (owner != null && deadline > now && isMember.test(owner)) {
            return false;
        }
        List<Waiter> waiting = waitingAt(now);
        return waiting.isEmpty() || waiting.get(0).node().equals(node);
    }

    LockRecord grantedTo(UUID node, long newToken, long newDeadline, long now) {
        List<Waiter> others = new ArrayList<>(waitingAt(now));
        others.removeIf(waiter -> waiter.node().equals(node));
        return new LockRecord(node, newToken, newDeadline, others);
    }

    LockRecord refusedTo(UUID node, long now) {
        List<Waiter> waiting = new ArrayList<>(waitingAt(now));
        Waiter refreshed = new Waiter(node, now);
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).node().equals(node)) {
                waiting.set(i, refreshed);
                return new LockRecord(owner, token, deadline, waiting);
            }
        }
        if (waiting.size() < MOST_WAITERS) {
            waiting.add(refreshed);
        }
        return new LockRecord(owner, token, deadline, waiting);
    }

    /** The record after its owner let go; null when nobody waits, so that nothing needs to be kept. */
    @Nullable
    LockRecord released(long now) {
        List<Waiter> waiting = waitingAt(now);
        return waiting.isEmpty() ? null : new LockRecord(null, token, 0, waiting);
    }

    private List<Waiter> waitingAt(long now) {
        if (waiters.isEmpty()) {
            return waiters;
        }
        return waiters.stream()
                .filter(waiter -> waiter.lastAsked() + HINT_MS > now)
                .toList();
    }
}
