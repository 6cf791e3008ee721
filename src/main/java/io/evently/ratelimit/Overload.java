package io.evently.ratelimit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How much too much a node has to do. As in CoDel (RFC 8289, 2018), a queue counts only by the shortest delay within an interval: a
 * burst passes, a queue that stands does not. While one stands, the quotas shrink by a fifth with each interval, and grow back by a
 * fiftieth of what they are with each in which none does (Chiu and Jain, 1989). Nothing is measured while nobody asks. One for each node; safe
 * for all threads.
 */
final class Overload {
    private static final double LESS = 0.8;
    private static final double MORE = 0.02;
    private static final int SAMPLES = 5;

    private final OverloadConfig config;
    private final LongSupplier delayNanos;
    private final LongSupplier nanoTime;
    private final long intervalNanos;
    private final AtomicLong nextSample;
    private long intervalEnd;
    private long shortest = Long.MAX_VALUE;
    private volatile long standing;
    private volatile double factor = 1;

    /** @param delayNanos how long requests queue now; each call measures anew */
    Overload(OverloadConfig config, LongSupplier delayNanos, LongSupplier nanoTime) {
        this.config = config;
        this.delayNanos = delayNanos;
        this.nanoTime = nanoTime;
        this.intervalNanos = config.interval().toNanos();
        long now = nanoTime.getAsLong();
        this.nextSample = new AtomicLong(now);
        this.intervalEnd = now + intervalNanos;
    }

    /** Looks at the queues, if it is time to; called with each request. */
    void look() {
        if (!config.enabled()) {
            return;
        }
        long now = nanoTime.getAsLong();
        long due = nextSample.get();
        if (now - due >= 0 && nextSample.compareAndSet(due, now + intervalNanos / SAMPLES)) {
            sample(now, delayNanos.getAsLong());
        }
    }

    private synchronized void sample(long now, long delay) {
        if (now - intervalEnd >= 0) {
            long intervals = 1 + (now - intervalEnd) / intervalNanos;
            // In an interval without a sample nobody asked for anything, and nothing queued.
            step(intervals > 1 || shortest == Long.MAX_VALUE ? 0 : shortest, intervals);
            intervalEnd += intervals * intervalNanos;
            shortest = Long.MAX_VALUE;
        }
        shortest = Math.min(shortest, delay);
    }

    private void step(long delay, long intervals) {
        standing = delay;
        factor = delay > config.target().toNanos()
                ? Math.max(config.floor(), factor * LESS)
                : Math.min(1, factor + MORE * intervals);
    }

    /** What is left of the quotas, from the floor to 1. */
    double factor() {
        return factor;
    }

    /** Whether requests of this worth are refused now. */
    boolean sheds(Worth worth) {
        return standing >= config.boundNanos(worth);
    }

    /** Whether anything is refused now. */
    boolean shedsAnything() {
        return standing >= config.boundNanos(Worth.REPORT);
    }
}
