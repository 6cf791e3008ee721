package io.evently.forecast;

import io.evently.forecast.model.ForecastMethod;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on sale and what is to be expected of it.
 *
 * @param booked seats that are sold now
 * @param expected seats sold when it begins, at most the capacity
 * @param low lower end of the interval that is to hold them in 80 of 100 cases
 * @param high its upper end
 * @param sellOutProbability that as many as the capacity are wanted, 0 to 1
 * @param sellOutAt when the seats are expected to be gone; null when they are not
 */
public record Prediction(
        UUID eventId,
        String name,
        Instant eventDate,
        int capacity,
        int booked,
        double expected,
        double low,
        double high,
        double sellOutProbability,
        @Nullable Instant sellOutAt,
        ForecastMethod method) {}
