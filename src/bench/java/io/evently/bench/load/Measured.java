package io.evently.bench.load;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run came to. Histograms are in microseconds and hold the answers that were as expected, and no others.
 *
 * @param elapsed from the first request to the last answer, the stragglers' included
 * @param expected answers that were as expected
 * @param fromDue from the time at which a request was due; in a closed loop that is when it was sent
 * @param fromSent from the time at which a request was sent. Leaves out what requests waited for a connection: for
 *     comparison, never as the latency of an open loop
 * @param byOperation {@code fromDue}, for each operation that occurred
 * @param statuses answers by status, unexpected ones included
 * @param lastOfStatus when the last answer of a status came, from the beginning
 * @param errors whatever was not expected: answers, lost connections, silence, counted by what it was
 * @param reconnections connections made again after the beginning
 */
public record Measured(
        Duration elapsed,
        long expected,
        Histogram fromDue,
        Histogram fromSent,
        Map<Operation, Histogram> byOperation,
        Map<Integer, Long> statuses,
        Map<Integer, Duration> lastOfStatus,
        Map<String, Long> errors,
        long reconnections) {
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    public Measured {
        byOperation = Map.copyOf(byOperation);
        statuses = Map.copyOf(statuses);
        lastOfStatus = Map.copyOf(lastOfStatus);
        errors = Map.copyOf(errors);
    }

    /** Answers as expected per second. */
    public double perSecond() {
        return elapsed.isZero() ? 0 : expected / (elapsed.toNanos() / NANOS_PER_SECOND);
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(int status) {
        return statuses.getOrDefault(status, 0L);
    }
}
