package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the offer that a user has from the waitlist of an event, all of its seats.
 *
 * @param deadline after it the client has been answered, and nothing may be booked for it any more
 */
@BusName("accept-offer/1")
public record AcceptOffer(
        UUID eventId, UUID userId, @Nullable IdempotencyKey key, Instant deadline) implements BusMessage {}
