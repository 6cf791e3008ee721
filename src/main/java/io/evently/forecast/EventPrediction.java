package io.evently.forecast;

import io.evently.catalog.EventStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event.
 *
 * @param booked seats that are sold now
 * @param prediction null once it has begun or was called off
 * @param stored what was said before, the longest horizon first
 */
public record EventPrediction(
        UUID eventId,
        String name,
        Instant eventDate,
        EventStatus status,
        int capacity,
        int booked,
        @Nullable Prediction prediction,
        List<StoredForecast> stored) {
    public EventPrediction {
        stored = List.copyOf(stored);
    }
}
