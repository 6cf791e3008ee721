package io.evently.bench.forecast;

import io.evently.forecast.model.EventForecast;
import java.util.EnumMap;
import java.util.Map;

/** Adds up how forecasts at one horizon turned out. Mutable, for one thread. */
final class Tally {
    private static final double HUNDRED = 100;
    private static final double ROUNDING = 1e-9;

    private final Map<Baseline, Double> errors = new EnumMap<>(Baseline.class);
    private double error;
    private double came;
    private int inside;
    private int events;
    private double width;

    void add(double actual, EventForecast forecast, Map<Baseline, Double> baselines) {
        baselines.forEach((baseline, said) -> errors.merge(baseline, Math.abs(said - actual), Double::sum));
        error += Math.abs(forecast.expected() - actual);
        inside += actual >= forecast.low() - ROUNDING && actual <= forecast.high() + ROUNDING ? 1 : 0;
        width += forecast.high() - forecast.low();
        came += actual;
        events++;
    }

    int events() {
        return events;
    }

    /** Percent. */
    double wape() {
        return HUNDRED * error / came;
    }

    double wape(Baseline baseline) {
        return HUNDRED * errors.getOrDefault(baseline, 0.0) / came;
    }

    /** Percent of the outcomes that the interval held. */
    double coverage() {
        return HUNDRED * inside / events;
    }

    /** Width of the intervals as percent of what came. */
    double relativeWidth() {
        return HUNDRED * width / came;
    }
}
