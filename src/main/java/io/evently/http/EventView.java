package io.evently.http;

import io.evently.catalog.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** An event as a client reads it. */
record EventView(
        UUID id,
        String name,
        String description,
        String venue,
        Instant eventDate,
        int totalCapacity,
        int availableSeats,
        int seatsHeld,
        int waitlistCount,
        BigDecimal price,
        String currency,
        String status,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    static EventView of(Event event) {
        return new EventView(
                event.id(),
                event.name(),
                event.description(),
                event.venue(),
                event.eventDate(),
                event.totalCapacity(),
                event.availableSeats(),
                event.seatsHeld(),
                event.waitlistCount(),
                event.price(),
                event.currency(),
                event.status().word(),
                event.version(),
                event.createdAt(),
                event.updatedAt());
    }
}
