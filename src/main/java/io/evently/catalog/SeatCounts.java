package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Seat counts that changed, no more often than a few times a second for an event, always ending with the newest. */
@BusName("seat-counts/1")
public record SeatCounts(List<SeatCount> counts) implements BusMessage {

    public SeatCounts {
        counts = List.copyOf(counts);
    }

    /**
     * The seats of one event.
     *
     * @param sequence one more than in the count before, so that a listener sees what it missed
     */
    public record SeatCount(
            UUID eventId,
            long sequence,
            int totalCapacity,
            int availableSeats,
            int seatsHeld,
            int waitlistCount,
            BigDecimal price,
            String currency,
            String status,
            int version,
            Instant at) {}
}
