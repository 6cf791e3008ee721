package io.evently.bench.waitlist;

import java.util.Arrays;
import java.util.List;

/**
 * The stated wait beside the real one, in hours, of those who were told one and got an offer.
 *
 * @param entries how many
 * @param untold were promoted, but told none, because it was unlikely
 * @param median of the real wait
 * @param meanError of the stated one, absolute
 * @param medianError of the stated one, absolute
 * @param constantError mean absolute error of the best that could be told to all alike: the median, known afterwards
 * @param sooner share that waited less than stated
 */
record Wait(
        long entries,
        long untold,
        double median,
        double meanError,
        double medianError,
        double constantError,
        double sooner) {
    static Wait of(List<Forecast> forecasts) {
        List<Forecast> told = forecasts.stream()
                .filter(forecast ->
                        forecast.promoted() && forecast.statedHours().isPresent())
                .toList();
        double[] waited = told.stream().mapToDouble(Forecast::waitedHours).toArray();
        double[] errors = told.stream().mapToDouble(Wait::error).map(Math::abs).toArray();
        double median = median(waited);
        return new Wait(
                told.size(),
                forecasts.stream().filter(Forecast::promoted).count() - told.size(),
                median,
                Arrays.stream(errors).average().orElse(Double.NaN),
                median(errors),
                Arrays.stream(waited)
                        .map(hours -> Math.abs(hours - median))
                        .average()
                        .orElse(Double.NaN),
                told.stream()
                        .mapToDouble(forecast -> error(forecast) < 0 ? 1 : error(forecast) > 0 ? 0 : 0.5)
                        .average()
                        .orElse(Double.NaN));
    }

    /** How much longer than stated; negative when it was less. */
    private static double error(Forecast forecast) {
        return forecast.waitedHours() - forecast.statedHours().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
