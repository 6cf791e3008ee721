package io.evently.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One event as it stood when it was read.
 *
 * @param eventDate when it takes place, in whole milliseconds
 * @param totalCapacity seats in all, 1–1,000,000
 * @param seatsSold seats of confirmed bookings
 * @param seatsHeld seats of live holds and offers; sold and held never exceed the capacity
 * @param waitlistCount people who wait for seats
 * @param price of one seat, two decimal places
 * @param currency ISO 4217
 * @param version raised by every change of the entry itself, never by a sale; starts at 1
 */
public record Event(
        UUID id,
        String name,
        String description,
        String venue,
        Instant eventDate,
        int totalCapacity,
        int seatsSold,
        int seatsHeld,
        int waitlistCount,
        BigDecimal price,
        String currency,
        EventStatus status,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    /** Seats that anybody may take now. */
    public int availableSeats() {
        return totalCapacity - seatsSold - seatsHeld;
    }
}
