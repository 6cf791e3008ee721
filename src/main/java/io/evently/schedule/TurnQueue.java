package io.evently.schedule;

import java.util.concurrent.TimeUnit;

/**
 * How long those who are served turn by turn wait for theirs, beyond what a turn takes when nothing hinders it: that much is
 * not a queue, but the pace of the disk. The quickest turn of the last minute or two is taken for unhindered, as the base delay of
 * LEDBAT is (RFC 6817, 2012). Noted on one event loop, read by all threads.
 */
public final class TurnQueue {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long windowEnds;
    private long quickest = Long.MAX_VALUE;
    private long quickestBefore = Long.MAX_VALUE;
    private volatile long delay;
    private volatile long notedAt;

    TurnQueue(long now) {
        windowEnds = now + WINDOW_NANOS;
        notedAt = now;
    }

    /** Notes that a turn begins now, and how long the first of those it serves has waited for it, in nanoseconds. */
    public void begun(long waitedNanos) {
        long now = System.nanoTime();
        delay = Math.max(0, waitedNanos - unhindered());
        notedAt = now;
    }

    /** Notes how long a turn took, in nanoseconds. */
    public void ended(long tookNanos) {
        ended(tookNanos, System.nanoTime());
    }

    void ended(long tookNanos, long now) {
        if (now - windowEnds >= 0) {
            windowEnds = now + WINDOW_NANOS;
            quickestBefore = quickest;
            quickest = Long.MAX_VALUE;
        }
        quickest = Math.min(quickest, tookNanos);
    }

    /** The delay noted last, in nanoseconds; 0 when that is longer ago than this. */
    long delay(long now, long freshNanos) {
        return now - notedAt < freshNanos ? delay : 0;
    }

    private long unhindered() {
        long least = Math.min(quickest, quickestBefore);
        return least == Long.MAX_VALUE ? 0 : least;
    }
}
