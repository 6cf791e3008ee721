package io.evently.booking;

import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to bookings. */
public sealed interface BookingFact extends Fact {
    FactFamily<BookingFact> FAMILY = FactFamily.of(BookingFact.class);

    /** The event that this is about. */
    UUID eventId();

    /**
     * A booking changed. All such facts have one shape.
     *
     * <p>{@code was} is its status before: nothing for a new one, {@code offered} when it took an offer of the waitlist.
     * {@code bookedAt} is when it was held or, if it never was, confirmed.
     */
    sealed interface OfBooking extends BookingFact {
        UUID bookingId();

        String reference();

        UUID userId();

        int quantity();

        BigDecimal unitPrice();

        BigDecimal total();

        String currency();

        @Nullable
        String was();

        Instant bookedAt();

        @Nullable
        Instant expiresAt();
    }

    /** Seats are held until {@code expiresAt}. */
    @FactName("booking.held")
    record Held(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            @Nullable String was,
            Instant bookedAt,
            @Nullable Instant expiresAt)
            implements OfBooking {}

    /** Seats are held for longer: until {@code expiresAt}. */
    @FactName("hold.extended")
    record Extended(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            @Nullable String was,
            Instant bookedAt,
            @Nullable Instant expiresAt)
            implements OfBooking {}

    /** Seats are sold and charged. */
    @FactName("booking.confirmed")
    record Confirmed(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            @Nullable String was,
            Instant bookedAt,
            @Nullable Instant expiresAt)
            implements OfBooking {}

    /** Somebody gave the seats back; the total is refunded when the booking was confirmed. */
    @FactName("booking.cancelled")
    record Cancelled(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            @Nullable String was,
            Instant bookedAt,
            @Nullable Instant expiresAt)
            implements OfBooking {}

    /** The event was called off, and the total is refunded. */
    @FactName("booking.refunded")
    record Refunded(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            @Nullable String was,
            Instant bookedAt,
            @Nullable Instant expiresAt)
            implements OfBooking {}

    /** Held seats were given back because nobody confirmed them, or because the event was called off. */
    @FactName("hold.expired")
    record Expired(
            UUID bookingId,
            String reference,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total,
            String currency,
            @Nullable String was,
            Instant bookedAt,
            @Nullable Instant expiresAt)
            implements OfBooking {}

    /**
     * Requests for which there were too few seats, counted for about a second.
     *
     * @param seats that they asked for, together
     */
    @FactName("booking.refused")
    record Refused(UUID eventId, int requests, int seats) implements BookingFact {}
}
