package io.evently.bench.result;

import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/** So many percent of the answers came within so many milliseconds. */
public record CurvePoint(double percentile, double millis) {
    private static final double MICROS_PER_MILLI = 1_000.0;
    // Evenly spaced on the axis of the picture, which stretches the slow end.
    private static final double[] PERCENTILES = {
        0, 10, 25, 50, 75, 80, 85, 90, 92.5, 95, 97.5, 98, 98.5, 99, 99.25, 99.5, 99.75, 99.8, 99.85, 99.9, 99.95, 99.99
    };

    /** The curve of a histogram of microseconds; empty when that is. */
    public static List<CurvePoint> of(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return List.of();
        }
        return DoubleStream.of(PERCENTILES)
                .mapToObj(percentile ->
                        new CurvePoint(percentile, micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI))
                .toList();
    }
}
