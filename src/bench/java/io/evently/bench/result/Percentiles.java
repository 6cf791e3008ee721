package io.evently.bench.result;

import org.HdrHistogram.Histogram;

/** Latencies in milliseconds. All zero when nothing was answered. */
public record Percentiles(double p50, double p90, double p99, double p999, double max) {
    private static final double MICROS_PER_MILLI = 1_000.0;
    private static final double P50 = 50;
    private static final double P90 = 90;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    /** Of a histogram of microseconds. */
    public static Percentiles of(Histogram micros) {
        return new Percentiles(
                at(micros, P50),
                at(micros, P90),
                at(micros, P99),
                at(micros, P999),
                micros.getMaxValue() / MICROS_PER_MILLI);
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
