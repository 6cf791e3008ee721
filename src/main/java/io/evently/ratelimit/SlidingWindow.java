package io.evently.ratelimit;

import java.util.Arrays;

/**
 * Counts what happened within a span of time that ends now. The span is counted in thirty parts, and a part is forgotten when all of
 * it is older than the span: so never more than the limit pass in any such span, and what was taken is given back at most a thirtieth of it
 * late. The script {@code sliding-windows.lua} does the same, figure by figure. Not safe for several threads.
 */
final class SlidingWindow {
    static final int PARTS = 30;

    private static final int FIRST_SIZE = 4;

    private final long width;
    private long[] parts = new long[FIRST_SIZE];
    private int[] counts = new int[FIRST_SIZE];
    private int size;

    /** @param windowMillis the span, at least 1 */
    SlidingWindow(long windowMillis) {
        this.width = (windowMillis + PARTS - 1) / PARTS;
    }

    /** How many were counted in the span that ends now. */
    long used(long nowMillis) {
        long used = 0;
        for (int i = firstOf(nowMillis); i < size; i++) {
            used += counts[i];
        }
        return used;
    }

    /** Milliseconds until fewer than the limit, which is at least 1, are left; 0 when they are. */
    long waitMillis(long nowMillis, long limit) {
        int first = firstOf(nowMillis);
        long left = used(nowMillis);
        int i = first;
        while (left >= limit) {
            left -= counts[i];
            i++;
        }
        return i == first ? 0 : over(parts[i - 1]) - nowMillis;
    }

    /** Milliseconds until the first of those that were counted are forgotten; 0 when there are none. */
    long resetMillis(long nowMillis) {
        int first = firstOf(nowMillis);
        return first == size ? 0 : over(parts[first]) - nowMillis;
    }

    /** Counts one more, and forgets what is over. */
    void add(long nowMillis) {
        int gone = firstOf(nowMillis);
        if (gone > 0) {
            size -= gone;
            System.arraycopy(parts, gone, parts, 0, size);
            System.arraycopy(counts, gone, counts, 0, size);
        }
        long part = nowMillis / width;
        // A clock that was set back counts for the newest part.
        if (size > 0 && parts[size - 1] >= part) {
            counts[size - 1]++;
            return;
        }
        if (size == parts.length) {
            parts = Arrays.copyOf(parts, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        parts[size] = part;
        counts[size] = 1;
        size++;
    }

    private long over(long part) {
        return (part + PARTS + 1) * width;
    }

    /** The place of the first part that still counts; the size when none does. */
    private int firstOf(long nowMillis) {
        long oldest = nowMillis / width - PARTS;
        int first = 0;
        while (first < size && parts[first] < oldest) {
            first++;
        }
        return first;
    }
}
