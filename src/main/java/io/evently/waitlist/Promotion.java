package io.evently.waitlist;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An offer that was made, or a booking where the entry wanted that.
 *
 * @param position among those who waited, 1 for the first
 * @param bookingId the booking, null for an offer
 */
public record Promotion(
        UUID entryId,
        UUID userId,
        int position,
        int quantity,
        @Nullable Instant offerExpiresAt,
        @Nullable UUID bookingId) {}
