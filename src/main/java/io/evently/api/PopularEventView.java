package io.evently.api;

import io.evently.catalog.PopularEvent;
import java.math.BigDecimal;
import java.util.UUID;

/** A popular event as a client reads it; {@code total_bookings} counts seats, so that rate × capacity gives it. */
record PopularEventView(UUID id, String name, int totalBookings, BigDecimal bookingRate, BigDecimal popularityScore) {

    static PopularEventView of(PopularEvent event) {
        return new PopularEventView(
                event.eventId(),
                event.name(),
                event.seatsSold(),
                event.bookingRate().stripTrailingZeros(),
                event.score().stripTrailingZeros());
    }
}
