package io.evently.bus;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * A warning about something that fails for every request while it lasts: written at once, and then at most every ten seconds with how
 * many were left out. For all threads.
 */
public final class RepeatedLine {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    public RepeatedLine(Logger log) {
        this.log = log;
    }

    /**
     * Writes a line, or counts it.
     *
     * @param what begins the line
     */
    public void warn(String what, Throwable failure) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS)) {
            long more = leftOut.getAndSet(0);
            log.warn(
                    "{}: {}{}", what, failure.toString(), more == 0 ? "" : " (and " + more + " more like this before)");
        } else {
            leftOut.incrementAndGet();
        }
    }
}
