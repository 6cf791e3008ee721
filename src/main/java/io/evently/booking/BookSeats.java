package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for seats.
 *
 * @param quantity as the client gave it, at least 1
 * @param expectedPrice the price of a seat that the client was shown: at a higher one nothing is booked; null when any will do
 * @param hold true to keep the seats for a while instead of buying them now
 * @param deadline after it the client has been answered, and nothing may be booked for it any more
 */
@BusName("book-seats/1")
public record BookSeats(
        UUID eventId,
        UUID userId,
        int quantity,
        @Nullable BigDecimal expectedPrice,
        boolean hold,
        @Nullable IdempotencyKey key,
        Instant deadline)
        implements BusMessage {}
