package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for seats.
 *
 * @param quantity as the client gave it, at least 1
 * @param hold true to keep the seats for a while instead of buying them now
 * @param deadline after it the client has been answered, and nothing may be booked for it any more
 */
@BusName("book-seats/1")
public record BookSeats(
        UUID eventId,
        UUID userId,
        int quantity,
        boolean hold,
        @Nullable IdempotencyKey key,
        Instant deadline) implements BusMessage {}
