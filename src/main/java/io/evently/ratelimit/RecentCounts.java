package io.evently.ratelimit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Numbers that only grow, and by how much they grew in the last minute, to a second. Costs no timer: with the first request of a second what
 * had been counted until then is written down. Safe for all threads.
 */
final class RecentCounts {
    private static final int SECONDS = 60;
    private static final int SLOTS = SECONDS + 4;

    /** What had been counted before a second, in whole seconds of a clock. */
    private static final class Before {
        private final long second;
        private final long[] sums;

        private Before(long second, long[] sums) {
            this.second = second;
            this.sums = sums;
        }
    }

    private final LongAdder[] counters;
    private final Before[] slots = new Before[SLOTS];
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    RecentCounts(int size) {
        counters = new LongAdder[size];
        for (int i = 0; i < size; i++) {
            counters[i] = new LongAdder();
        }
    }

    /** Call before the first {@link #add} of a moment. */
    void at(long second) {
        long last = latest.get();
        if (second > last && latest.compareAndSet(last, second)) {
            synchronized (slots) {
                slots[(int) (second % SLOTS)] = new Before(second, sums());
            }
        }
    }

    void add(int counter) {
        counters[counter].increment();
    }

    long sum(int counter) {
        return counters[counter].sum();
    }

    /** How much each has grown since so many seconds before this one began. */
    long[] lastMinute(long second) {
        long[] grown = sums();
        synchronized (slots) {
            Before oldest = null;
            for (Before slot : slots) {
                boolean within = slot != null && slot.second > second - SECONDS;
                if (within && (oldest == null || slot.second < oldest.second)) {
                    oldest = slot;
                }
            }
            for (int i = 0; i < grown.length; i++) {
                grown[i] = oldest == null ? 0 : grown[i] - oldest.sums[i];
            }
        }
        return grown;
    }

    private long[] sums() {
        long[] sums = new long[counters.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counters[i].sum();
        }
        return sums;
    }
}
