package io.evently.forecast;

import org.jspecify.annotations.Nullable;

/**
 * How right the forecasts of a horizon turned out to be.
 *
 * @param horizon days before the start
 * @param outcomes forecasts of events that began in the last days, see {@link #WINDOW_DAYS}, and whose count is known
 * @param accuracy 1 less the sum of the absolute errors over the sum of what came; null below 20 outcomes
 * @param coverage share of the outcomes that the interval held; null below 20 outcomes
 */
public record HorizonAccuracy(
        int horizon,
        long outcomes,
        @Nullable Double accuracy,
        @Nullable Double coverage) {
    /** Days back that are looked at. */
    public static final int WINDOW_DAYS = 90;
}
