package io.evently.bench.result;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** One figure over several runs. All zero when there were none. */
public record Spread(double median, double min, double max) {
    public static Spread of(double... values) {
        if (values.length == 0) {
            return new Spread(0, 0, 0);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    static <T> Spread of(Collection<T> runs, ToDoubleFunction<T> figure) {
        return of(runs.stream().mapToDouble(figure).toArray());
    }
}
