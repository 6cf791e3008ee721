package io.evently.bench.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Notes what happens during a run. On the generator's thread. */
final class Recorder {
    private static final int DIGITS = 3;
    private static final long LONGEST_MICROS = Duration.ofMinutes(5).toNanos() / 1_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Histogram fromDue = histogram();
    private final Histogram fromSent = histogram();
    private final Map<Operation, Histogram> byOperation = new EnumMap<>(Operation.class);
    private final Map<Integer, long[]> statuses = new HashMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private long begun;
    private long last;
    private long reconnections;

    void begin(long now) {
        begun = now;
        last = now;
    }

    /** @param wrong what is wrong with the answer; empty when it is as expected */
    void answered(Operation operation, int status, String wrong, long due, long sent, long now) {
        last = now;
        long[] ofStatus = statuses.computeIfAbsent(status, first -> new long[2]);
        ofStatus[0]++;
        ofStatus[1] = now;
        if (!wrong.isEmpty()) {
            error(operation, wrong);
            return;
        }
        fromDue.recordValue(micros(now - due));
        fromSent.recordValue(micros(now - sent));
        byOperation.computeIfAbsent(operation, first -> histogram()).recordValue(micros(now - due));
    }

    void error(Operation operation, String what) {
        errors.merge(operation + ": " + what, 1L, Long::sum);
    }

    void lost(Operation operation, String what, long now) {
        last = now;
        error(operation, what);
    }

    void notConnected(String why) {
        errors.merge("connection: " + why, 1L, Long::sum);
    }

    void reconnected() {
        reconnections++;
    }

    Measured measured() {
        Map<Integer, Long> counts = new TreeMap<>();
        Map<Integer, Duration> lasts = new TreeMap<>();
        statuses.forEach((status, noted) -> {
            counts.put(status, noted[0]);
            lasts.put(status, Duration.ofNanos(noted[1] - begun));
        });
        return new Measured(
                Duration.ofNanos(last - begun),
                fromDue.getTotalCount(),
                fromDue,
                fromSent,
                byOperation,
                counts,
                lasts,
                errors,
                reconnections);
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    private static long micros(long nanos) {
        return Math.min(LONGEST_MICROS, Math.max(0, nanos) / NANOS_PER_MICRO);
    }
}
