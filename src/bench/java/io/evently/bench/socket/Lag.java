package io.evently.bench.socket;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long the bookings of one phase waited to be confirmed to their users' sockets. Filled by {@link Lags}. */
public final class Lag {
    private static final int DIGITS = 3;
    private static final int PARTS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final List<Wait> waits = new ArrayList<>();
    private int waiting;

    private record Wait(long due, long nanos) {}

    synchronized void expect() {
        waiting++;
    }

    synchronized void add(long due, long heard) {
        waiting--;
        waits.add(new Wait(due, Math.max(0, heard - due)));
    }

    /** Bookings that were made and are not confirmed to a socket. */
    public synchronized int waiting() {
        return waiting;
    }

    /** All of them, in microseconds. */
    public synchronized Histogram micros() {
        Histogram micros = new Histogram(DIGITS);
        waits.forEach(wait -> micros.recordValue(wait.nanos() / NANOS_PER_MICRO));
        return micros;
    }

    /**
     * Those that were due in a third of the time, in microseconds.
     *
     * @param part 0, 1 or 2
     */
    public synchronized Histogram microsOfThird(int part) {
        Histogram micros = new Histogram(DIGITS);
        long first = waits.stream().mapToLong(Wait::due).min().orElse(0);
        long last = waits.stream().mapToLong(Wait::due).max().orElse(0);
        double third = Math.max(1, (last - first) / (double) PARTS);
        waits.stream()
                .filter(wait -> Math.min(PARTS - 1, (int) ((wait.due() - first) / third)) == part)
                .forEach(wait -> micros.recordValue(wait.nanos() / NANOS_PER_MICRO));
        return micros;
    }
}
