package io.evently.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One booking.
 *
 * @param total unit price times quantity, fixed when the seats were taken
 * @param expiresAt when a hold lapses, or would have; null for seats bought at once
 */
public record Booking(
        UUID id,
        String reference,
        UUID eventId,
        UUID userId,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal total,
        String currency,
        BookingStatus status,
        @Nullable Instant expiresAt,
        Instant createdAt) {}
