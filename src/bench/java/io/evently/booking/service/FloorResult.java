package io.evently.booking.service;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one case.
 *
 * @param bookingsPerSecond the median of the runs
 * @param lowest run, in bookings per second
 * @param highest run, in bookings per second
 * @param statementP50Ms from sending a statement, or the first of a transaction, to the answer, over all runs
 * @param statementP99Ms likewise
 * @param runs bookings per second of each, in their order
 */
public record FloorResult(
        FloorCase of,
        double bookingsPerSecond,
        double lowest,
        double highest,
        double statementP50Ms,
        double statementP99Ms,
        List<Double> runs) {
    private static final double NANOS_PER_MILLI = 1e6;

    public FloorResult {
        runs = List.copyOf(runs);
    }

    static FloorResult of(FloorCase of, List<SteadyLoad.Tally> tallies) {
        List<Double> rates =
                tallies.stream().map(SteadyLoad.Tally::bookingsPerSecond).toList();
        List<Double> sorted = rates.stream().sorted().toList();
        Histogram times = tallies.get(0).statementNanos().copy();
        tallies.stream().skip(1).forEach(tally -> times.add(tally.statementNanos()));
        return new FloorResult(
                of,
                (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2,
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                times.getValueAtPercentile(50) / NANOS_PER_MILLI,
                times.getValueAtPercentile(99) / NANOS_PER_MILLI,
                rates);
    }

    /** The heading over lines of {@link #line()}. */
    public static String heading() {
        return String.format(
                Locale.ROOT,
                "%-6s %-6s %6s %9s %12s %21s %10s %10s",
                "way",
                "events",
                "batch",
                "in flight",
                "bookings/s",
                "lowest - highest",
                "p50 ms",
                "p99 ms");
    }

    /** One line of a table. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-6s %-6s %6d %9d %12.0f %21s %10.2f %10.2f",
                of.way().name().toLowerCase(Locale.ROOT),
                of.spread().name().toLowerCase(Locale.ROOT),
                of.batch(),
                of.inFlight(),
                bookingsPerSecond,
                String.format(Locale.ROOT, "%.0f - %.0f", lowest, highest),
                statementP50Ms,
                statementP99Ms);
    }
}
