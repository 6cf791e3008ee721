package io.evently.bench.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measured run.
 *
 * @param number from 1
 * @param seconds from the first request to the last answer
 * @param answers that were as expected
 * @param perSecond of these
 * @param statuses all answers by status
 * @param errors whatever was not expected, counted
 * @param reconnections connections made again
 * @param latency in an open loop from when a request was due, in a closed loop from when it was sent
 * @param latencyFromSent leaves out the wait for a connection: shows how much of that there was
 * @param byOperation {@code latency} by what was asked
 * @param lastSoldSeconds when the last 201 came; 0 without any
 * @param stolenShare of the machine's processor time that the hypervisor gave to others, 0–1
 * @param nodePeakMegabytes most resident memory of a node, in 10⁶ bytes
 * @param findings broken invariants and lost or surplus bookings, a sentence each
 * @param figures what else was measured, by what it is, in an order of its own
 */
public record RunResult(
        int number,
        double seconds,
        long answers,
        double perSecond,
        Map<String, Long> statuses,
        Map<String, Long> errors,
        long reconnections,
        Percentiles latency,
        Percentiles latencyFromSent,
        Map<String, Percentiles> byOperation,
        double lastSoldSeconds,
        Cost cost,
        double stolenShare,
        double nodePeakMegabytes,
        List<String> findings,
        Map<String, Double> figures) {
    public RunResult {
        statuses = new TreeMap<>(statuses);
        errors = new TreeMap<>(errors);
        byOperation = new TreeMap<>(byOperation);
        findings = List.copyOf(findings);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether its figures may be believed: something was answered, nothing went wrong, all invariants hold. */
    @JsonProperty
    public boolean fine() {
        return answers > 0 && errors.isEmpty() && findings.isEmpty();
    }
}
