package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Some bookings.
 *
 * @param rows none when there are no more
 */
@BusName("booking-portion/1")
public record BookingPortion(List<Row> rows) implements BusMessage {
    public BookingPortion {
        rows = List.copyOf(rows);
    }

    /** A booking as the table has it. */
    public record Row(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            String status,
            Instant createdAt,
            Instant updatedAt) {}
}
