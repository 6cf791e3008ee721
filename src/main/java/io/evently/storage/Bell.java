package io.evently.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Rung on this node when something was committed that waits in a table to be worked on. It only saves waiting: whoever
 * listens looks from time to time anyway. Safe for all threads.
 */
public final class Bell {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Has this run at each ring, on the ringing thread; it must be short and must not block. */
    public void onRing(Runnable listener) {
        listeners.add(listener);
    }

    public void silence(Runnable listener) {
        listeners.remove(listener);
    }

    public void ring() {
        listeners.forEach(Runnable::run);
    }
}
