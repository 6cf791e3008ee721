package io.evently.booking.service;

import io.evently.booking.IdempotencyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits in a lane: one request against one event. */
sealed interface Wish {
    UUID eventId();

    UUID bookingId();

    UUID userId();

    @Nullable
    IdempotencyKey key();

    Instant deadline();

    /** The trace id of the request, 32 hexadecimal digits; null for what no request asked for. */
    @Nullable
    String trace();

    /** The same wish under another reference, for the case that the first one was taken already. */
    default Wish withReference(String reference) {
        return this;
    }

    /** Wants seats, at no more than {@code expectedPrice} each where that is given; {@code expiresAt} makes it a hold. */
    record Seats(
            UUID eventId,
            UUID bookingId,
            String reference,
            UUID userId,
            int quantity,
            @Nullable BigDecimal expectedPrice,
            @Nullable Instant expiresAt,
            @Nullable IdempotencyKey key,
            Instant deadline,
            @Nullable String trace)
            implements Wish {
        @Override
        public Wish withReference(String another) {
            return new Seats(
                    eventId, bookingId, another, userId, quantity, expectedPrice, expiresAt, key, deadline, trace);
        }
    }

    /** Wants the seats that the waitlist offers the user. */
    record Acceptance(
            UUID eventId,
            UUID bookingId,
            String reference,
            UUID userId,
            @Nullable IdempotencyKey key,
            Instant deadline,
            @Nullable String trace)
            implements Wish {
        @Override
        public Wish withReference(String another) {
            return new Acceptance(eventId, bookingId, another, userId, key, deadline, trace);
        }
    }

    /** Wants a hold confirmed. */
    record Confirmation(
            UUID eventId,
            UUID bookingId,
            UUID userId,
            boolean anyOwner,
            @Nullable IdempotencyKey key,
            Instant deadline,
            @Nullable String trace)
            implements Wish {}

    /** Wants a hold to last until {@code expiresAt}. */
    record Extension(
            UUID eventId,
            UUID bookingId,
            UUID userId,
            boolean anyOwner,
            Instant expiresAt,
            @Nullable IdempotencyKey key,
            Instant deadline,
            @Nullable String trace)
            implements Wish {}

    /** Wants a booking ended. */
    record Cancellation(
            UUID eventId,
            UUID bookingId,
            UUID userId,
            boolean anyOwner,
            @Nullable IdempotencyKey key,
            Instant deadline,
            @Nullable String trace)
            implements Wish {}
}
