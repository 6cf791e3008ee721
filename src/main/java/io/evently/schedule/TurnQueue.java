package io.evently.schedule;

import java.util.concurrent.TimeUnit;

/**
 * How long those who are served turn by turn wait for theirs, beyond what a turn takes when nothing hinders it: that much is
 * not a queue, but the pace of the disk. The quickest turn of the last minute or two is taken for unhindered, as the base delay of
 * LEDBAT is (RFC 6817, 2012). And how many are served together: a few on a busy site, a crowd in an on-sale, or where the disk is so
 * slow that they have to wait for each other. Noted on one event loop, read by all threads.
 */
public final class TurnQueue {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** What is older says nothing about now, unless a turn is under way. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** A new turn counts for so much of the average. */
    private static final double WEIGHT = 0.2;

    private long windowEnds;
    private long quickest = Long.MAX_VALUE;
    private long quickestBefore = Long.MAX_VALUE;
    private int turns;
    private double average;
    private double served;
    private volatile boolean underWay;
    private volatile long begunAt;
    private volatile long unhindered;
    private volatile double crowd;
    private volatile long delay;
    private volatile long notedAt;

    TurnQueue(long now) {
        windowEnds = now + WINDOW_NANOS;
        notedAt = now - FRESH_NANOS;
        begunAt = now;
    }

    /**
     * Notes that a turn begins now; {@link #ended} must follow.
     *
     * @param waitedNanos how long those it serves have waited for it, on average
     * @param serves how many they are
     */
    public void begun(long now, long waitedNanos, int serves) {
        double weight = fresh(now) ? WEIGHT : 1;
        served += weight * (serves - served);
        average += weight * (waitedNanos - average);
        crowd = served;
        delay = Math.max(0, (long) average - unhindered);
        begunAt = now;
        notedAt = now;
        turns++;
        underWay = true;
    }

    /** Notes that a turn has ended now, and how long it took, in nanoseconds. */
    public void ended(long now, long tookNanos) {
        if (now - windowEnds >= 0) {
            windowEnds = now + WINDOW_NANOS;
            quickestBefore = quickest;
            quickest = Long.MAX_VALUE;
        }
        quickest = Math.min(quickest, tookNanos);
        unhindered = Math.min(quickest, quickestBefore);
        notedAt = now;
        turns--;
        underWay = turns > 0;
    }

    /** How long one waits, in nanoseconds, a turn under way included; 0 when there has been none for a moment. */
    long delay(long now) {
        if (!fresh(now)) {
            return 0;
        }
        return underWay ? Math.max(delay, now - begunAt - unhindered) : delay;
    }

    /** How many are served by a turn, on average; 0 when there has been none for a moment. */
    double crowd(long now) {
        return fresh(now) ? crowd : 0;
    }

    private boolean fresh(long now) {
        return underWay || now - notedAt < FRESH_NANOS;
    }
}
