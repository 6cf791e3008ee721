package io.evently.schedule;

import java.util.concurrent.TimeUnit;

/**
 * How long those who are served turn by turn wait for theirs, beyond what a turn takes when nothing hinders it: that much is
 * not a queue, but the pace of the disk. The quickest turn of the last minute or two is taken for unhindered, as the base delay of
 * LEDBAT is (RFC 6817, 2012). And how many are served together: a few on a busy site, a crowd in an on-sale, on any machine.
 * Noted on one event loop, read by all threads.
 */
public final class TurnQueue {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A new turn counts for so much of the average. */
    private static final double WEIGHT = 0.2;

    private long windowEnds;
    private long quickest = Long.MAX_VALUE;
    private long quickestBefore = Long.MAX_VALUE;
    private double average;
    private double served;
    private volatile double crowd;
    private volatile long delay;
    private volatile long notedAt;

    TurnQueue(long now) {
        windowEnds = now + WINDOW_NANOS;
        notedAt = now;
    }

    /** Notes that a turn begins now, how long those it serves have waited for it on average, in nanoseconds, and how many they are. */
    public void begun(long now, long waitedNanos, int serves) {
        served += WEIGHT * (serves - served);
        crowd = served;
        average += WEIGHT * (waitedNanos - average);
        delay = Math.max(0, (long) average - unhindered());
        notedAt = now;
    }

    /** Notes that a turn has ended now, and how long it took, in nanoseconds. */
    public void ended(long now, long tookNanos) {
        if (now - windowEnds >= 0) {
            windowEnds = now + WINDOW_NANOS;
            quickestBefore = quickest;
            quickest = Long.MAX_VALUE;
        }
        quickest = Math.min(quickest, tookNanos);
    }

    /** How long one waits, in nanoseconds; 0 when no turn has begun for so long. */
    long delay(long now, long freshNanos) {
        return now - notedAt < freshNanos ? delay : 0;
    }

    /** How many are served by a turn, on average; 0 when no turn has begun for so long. */
    double crowd(long now, long freshNanos) {
        return now - notedAt < freshNanos ? crowd : 0;
    }

    private long unhindered() {
        long least = Math.min(quickest, quickestBefore);
        return least == Long.MAX_VALUE ? 0 : least;
    }
}
