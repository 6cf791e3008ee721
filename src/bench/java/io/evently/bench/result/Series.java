package io.evently.bench.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Several runs of the same thing.
 *
 * @param loop {@code closed} or {@code open}, or the name of the phase
 * @param offeredPerSecond arrivals per second of an open loop; 0 for a closed one
 * @param curve latencies of all runs together
 */
public record Series(String loop, double offeredPerSecond, List<RunResult> runs, List<CurvePoint> curve) {
    public static final String CLOSED = "closed";
    public static final String OPEN = "open";
    /** Readers when there is nothing to be made up for. */
    public static final String QUIET = "quiet";
    /** An on-sale. */
    public static final String RUSH = "rush";
    /** Readers after it. */
    public static final String AFTER = "after";
    /** One booking a second. */
    public static final String LONE = "lone";

    public Series {
        runs = List.copyOf(runs);
        curve = List.copyOf(curve);
    }

    public static Series closed(List<RunResult> runs, Histogram all) {
        return new Series(CLOSED, 0, runs, CurvePoint.of(all));
    }

    public static Series open(double perSecond, List<RunResult> runs, Histogram all) {
        return new Series(OPEN, perSecond, runs, CurvePoint.of(all));
    }

    /**
     * A phase of a scenario that has several.
     *
     * @param perSecond 0 for a closed loop
     */
    public static Series phase(String name, double perSecond, List<RunResult> runs, Histogram all) {
        return new Series(name, perSecond, runs, CurvePoint.of(all));
    }

    @JsonProperty
    public Summary summary() {
        return Summary.of(runs);
    }

    public boolean fine() {
        return !runs.isEmpty() && runs.stream().allMatch(RunResult::fine);
    }
}
