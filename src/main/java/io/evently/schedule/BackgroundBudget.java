package io.evently.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * What is left for work that can wait. While this node commits bookings, everybody who asks here works so much in sum that the
 * database is at it for a part of the time and no more; otherwise there is no limit. One for each node; safe for all threads.
 */
public final class BackgroundBudget {
    private static final Duration RUSH = Duration.ofMillis(100);

    private final Predicate<Duration> busyWithin;
    private final double restForWork;
    private final AtomicLong restUntil = new AtomicLong(System.nanoTime());

    /**
     * A budget that nobody has used yet.
     *
     * @param busyWithin whether foreground work has committed anything within this last span of time; asked on any thread
     * @param share of the time, more than 0, at most 1
     */
    public BackgroundBudget(Predicate<Duration> busyWithin, double share) {
        this.busyWithin = busyWithin;
        this.restForWork = 1 / share - 1;
    }

    /** How long to wait before the next piece of work, in milliseconds; 0: not at all. */
    public long waitMillis() {
        long left = restUntil.get() - System.nanoTime();
        return left > 0 && busyWithin.test(RUSH) ? left / 1_000_000 + 1 : 0;
    }

    /** Notes that the database worked from then until now. */
    public void usedSince(long nanoTime) {
        if (busyWithin.test(RUSH)) {
            long now = System.nanoTime();
            long rest = (long) ((now - nanoTime) * restForWork);
            long noted = restUntil.updateAndGet(until -> Math.max(now, until) + rest);
            assert noted >= now;
        }
    }
}
