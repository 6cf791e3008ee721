package io.evently.schedule;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The work of this node that somebody waits for, and how long it queues: on the event loops that answer requests, for the
 * connections that these use, and in the lanes of bookings. What has to be measured is measured only when it is asked for, so that a
 * quiet node does nothing. One for each node; safe for all threads.
 */
public final class Foreground {
    /** What is older says nothing about now. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** A connection is asked for more rarely than a turn of a loop. */
    private static final int POOLS_EVERY = 8;

    private final List<Probe> probes = new CopyOnWriteArrayList<>();
    private final List<TurnQueue> queues = new CopyOnWriteArrayList<>();
    private volatile long lastRequest = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

    /** Notes that somebody waits for an answer from now on. */
    public void asked() {
        lastRequest = System.nanoTime();
    }

    /** Whether anybody asked for anything a moment ago. */
    public boolean askedWithin(Duration moment) {
        return System.nanoTime() - lastRequest < moment.toNanos();
    }

    /** Counts the delay of this event loop from now on. */
    public void watch(Context loop) {
        probes.add(new Probe(
                () -> {
                    Promise<Void> turn = Promise.promise();
                    loop.runOnContext(ran -> turn.complete());
                    return turn.future();
                },
                1));
    }

    /**
     * Counts the delay of a pool from now on.
     *
     * @param connection takes a connection and gives it back at once; whatever comes of it, how long that took is the delay
     */
    public void watchPool(Supplier<Future<Void>> connection) {
        probes.add(new Probe(connection, POOLS_EVERY));
    }

    /** A queue whose delay counts from now on, for whoever serves it to note it. */
    public TurnQueue queue() {
        TurnQueue queue = new TurnQueue(System.nanoTime());
        queues.add(queue);
        return queue;
    }

    /**
     * The longest of the newest delays, in nanoseconds; one whose measurement is under way counts for as long as it has taken so far.
     * Begins to measure anew where no measurement is under way.
     */
    long sampleNanos() {
        return Math.max(queueingNanos(), turnDelayNanos());
    }

    /** As {@link #sampleNanos}, without those who are served turn by turn: what queues although nothing keeps it in order. */
    public long queueingNanos() {
        long now = System.nanoTime();
        long longest = 0;
        for (Probe probe : probes) {
            longest = Math.max(longest, probe.delay(now));
            probe.sample();
        }
        return longest;
    }

    /** The longest time that those wait for their turn who are served turn by turn, in nanoseconds. */
    long turnDelayNanos() {
        long now = System.nanoTime();
        long longest = 0;
        for (TurnQueue queue : queues) {
            longest = Math.max(longest, queue.delay(now));
        }
        return longest;
    }

    /** How many of those who are served turn by turn are served together, where they are most; 0 while there are none. */
    double crowd() {
        long now = System.nanoTime();
        double most = 0;
        for (TurnQueue queue : queues) {
            most = Math.max(most, queue.crowd(now));
        }
        return most;
    }

    private static final class Probe {
        private final Supplier<Future<Void>> turn;
        private final int every;
        private final AtomicBoolean underWay = new AtomicBoolean();
        private volatile long begunAt;
        private volatile long endedAt = System.nanoTime() - FRESH_NANOS;
        private volatile long delay;
        private int asked;

        Probe(Supplier<Future<Void>> turn, int every) {
            this.turn = turn;
            this.every = every;
        }

        void sample() {
            if (!underWay.compareAndSet(false, true)) {
                return;
            }
            asked++;
            if (asked % every != 0) {
                underWay.set(false);
                return;
            }
            begunAt = System.nanoTime();
            turn.get().onComplete(done -> {
                long now = System.nanoTime();
                delay = now - begunAt;
                endedAt = now;
                underWay.set(false);
            });
        }

        long delay(long now) {
            long known = now - endedAt < FRESH_NANOS ? delay : 0;
            return underWay.get() ? Math.max(known, now - begunAt) : known;
        }
    }
}
