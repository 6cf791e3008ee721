package io.evently.storage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is left for work that can wait. While this node commits bookings, everybody who asks here works so much in sum that the
 * database is at it for a part of the time and no more; otherwise there is no limit. One for each node; safe for all threads.
 */
public final class BackgroundBudget {
    private static final Duration RUSH = Duration.ofMillis(100);

    private final Shards shards;
    private final double restForWork;
    private final AtomicLong restUntil = new AtomicLong(System.nanoTime());

    /** @param share of the time, more than 0, at most 1 */
    public BackgroundBudget(Shards shards, double share) {
        this.shards = shards;
        this.restForWork = 1 / share - 1;
    }

    /** How long to wait before the next piece of work, in milliseconds; 0: not at all. */
    public long waitMillis() {
        long left = restUntil.get() - System.nanoTime();
        return left > 0 && shards.busyWithin(RUSH) ? left / 1_000_000 + 1 : 0;
    }

    /** Notes that the database worked from then until now. */
    public void usedSince(long nanoTime) {
        if (shards.busyWithin(RUSH)) {
            long now = System.nanoTime();
            long rest = (long) ((now - nanoTime) * restForWork);
            long noted = restUntil.updateAndGet(until -> Math.max(now, until) + rest);
            assert noted >= now;
        }
    }
}
