package io.evently.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Rung on this node when something was committed that waits in a table to be worked on. It only saves waiting: whoever
 * listens looks from time to time anyway. Safe for all threads.
 */
public final class Signal {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long lastRing = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

    /** Has this run at each ring, on the ringing thread; it must be short and must not block. */
    public void onRing(Runnable listener) {
        listeners.add(listener);
    }

    public void silence(Runnable listener) {
        listeners.remove(listener);
    }

    public void ring() {
        lastRing = System.nanoTime();
        listeners.forEach(Runnable::run);
    }

    /** Whether it was rung a moment ago. */
    public boolean rungWithin(Duration moment) {
        return System.nanoTime() - lastRing < moment.toNanos();
    }
}
