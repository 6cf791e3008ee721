package io.evently.forecast;

import io.evently.forecast.model.ForecastMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was said of an event when it came within a horizon.
 *
 * @param horizon days, one of {@link Horizons#DAYS}
 * @param actual seats that were kept at its start; null until that is known
 */
public record StoredForecast(
        int horizon,
        Instant madeAt,
        double expected,
        double low,
        double high,
        double sellOutProbability,
        ForecastMethod method,
        @Nullable Integer actual) {}
