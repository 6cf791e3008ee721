package io.evently.forecast;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How forecasts are made.
 *
 * @param interval pause between two times at which all events are forecast, at most an hour
 * @param events on sale that are forecast, the soonest; none of the others is listed or counted in the outlook
 * @param threads of each node for the arithmetic
 */
public record ForecastConfig(Duration interval, int events, int threads) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_EVENTS = 10_000;

    public ForecastConfig {
        Range.atMost("forecast.interval", LONGEST, interval);
        Range.between("forecast.events", 1, MOST_EVENTS, events);
        Range.positive("forecast.threads", threads);
    }
}
