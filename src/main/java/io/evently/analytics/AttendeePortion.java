package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Some of those who will come.
 *
 * @param known whether there is such an event
 * @param rows none when there are no more
 */
@BusName("attendee-portion/1")
public record AttendeePortion(boolean known, List<Row> rows) implements BusMessage {
    public AttendeePortion {
        rows = List.copyOf(rows);
    }

    /**
     * A confirmed booking and whose it is.
     *
     * @param name empty when the account is gone
     * @param email empty when the account is gone
     */
    public record Row(
            UUID bookingId,
            String reference,
            UUID userId,
            String name,
            String email,
            int quantity,
            Instant createdAt) {}
}
