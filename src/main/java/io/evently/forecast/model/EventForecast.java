package io.evently.forecast.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many bookings an event will have when it starts.
 *
 * @param expected never above the capacity, never below 0
 * @param low lower end of the interval that is to hold the final count in 80 of 100 cases
 * @param high its upper end, never above the capacity
 * @param demand expected if there were no capacity, {@code >= expected}
 * @param sellOutProbability that the demand reaches the capacity, 0 to 1; empty without a capacity
 * @param sellOutAt when the seats are expected to be gone; empty when the expected demand does not reach the capacity
 * @param method which models it comes from
 */
public record EventForecast(
        double expected,
        double low,
        double high,
        double demand,
        OptionalDouble sellOutProbability,
        Optional<Instant> sellOutAt,
        ForecastMethod method) {}
