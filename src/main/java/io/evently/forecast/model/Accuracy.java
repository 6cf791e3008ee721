package io.evently.forecast.model;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How accurate forecasts turned out to be: {@code 1 - WAPE}, where WAPE is the sum of the absolute errors over the sum of
 * what came. May be negative: then saying zero each time would have been better.
 */
public final class Accuracy {
    /** Fewer outcomes say nothing yet. */
    public static final int FEWEST_OUTCOMES = 20;

    private Accuracy() {}

    /**
     * A forecast and what came.
     *
     * @param forecast bookings expected
     * @param actual bookings that came
     */
    public record Outcome(double forecast, double actual) {
        /** How far off the forecast was. */
        public double error() {
            return Math.abs(forecast - actual);
        }
    }

    /**
     * The accuracy over the outcomes, at most 1.
     *
     * @return none below {@link #FEWEST_OUTCOMES}, nor when nothing came at all
     */
    public static OptionalDouble of(List<Outcome> outcomes) {
        double came = outcomes.stream().mapToDouble(Outcome::actual).sum();
        if (outcomes.size() < FEWEST_OUTCOMES || !(came > 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                1 - outcomes.stream().mapToDouble(Outcome::error).sum() / came);
    }
}
