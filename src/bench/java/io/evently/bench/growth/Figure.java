package io.evently.bench.growth;

import io.evently.bench.load.Measured;
import io.evently.bench.result.Percentiles;
import io.evently.bench.result.Spread;
import io.evently.booking.service.FloorResult;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One side of a comparison.
 *
 * @param size how many rows there were when it began
 * @param perSecond answers, or bookings of the statement alone, over the runs
 * @param p50Ms from sending or, at a given rate, from when a request was due, to the answer; over all runs
 * @param p99Ms likewise
 */
record Figure(long size, Spread perSecond, double p50Ms, double p99Ms) {
    private static final int DIGITS = 3;

    static Figure of(long size, List<Measured> runs) {
        Histogram all = new Histogram(DIGITS);
        runs.forEach(run -> all.add(run.fromDue()));
        Percentiles latency = Percentiles.of(all);
        double[] rates = runs.stream().mapToDouble(Measured::perSecond).toArray();
        return new Figure(size, Spread.of(rates), latency.p50(), latency.p99());
    }

    static Figure of(long size, FloorResult alone) {
        Spread rates = new Spread(alone.bookingsPerSecond(), alone.lowest(), alone.highest());
        return new Figure(size, rates, alone.statementP50Ms(), alone.statementP99Ms());
    }
}
