package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a hold to be confirmed or extended, or for a booking to be cancelled.
 *
 * @param userId who asks; somebody else's booking is not found
 * @param anyOwner true for an administrator
 * @param deadline after it the client has been answered, and nothing may change for it any more
 */
@BusName("booking-change/1")
public record BookingChange(
        UUID bookingId,
        UUID userId,
        boolean anyOwner,
        @Nullable IdempotencyKey key,
        Instant deadline) implements BusMessage {}
