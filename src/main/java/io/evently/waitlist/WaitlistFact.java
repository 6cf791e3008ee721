package io.evently.waitlist;

import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to those who wait. */
public sealed interface WaitlistFact extends Fact {
    FactFamily<WaitlistFact> FAMILY = FactFamily.of(WaitlistFact.class);

    /** The event that this is about. */
    UUID eventId();

    /** Something happened to one entry of a list. */
    sealed interface OfEntry extends WaitlistFact {
        UUID entryId();

        UUID userId();

        int quantity();
    }

    /**
     * Somebody took a place.
     *
     * @param tier as the API writes it
     * @param position 1 is served next
     */
    @FactName("waitlist.joined")
    record Joined(UUID entryId, UUID eventId, UUID userId, String tier, int quantity, int position)
            implements OfEntry {}

    /**
     * Seats are on offer until {@code offerExpiresAt}; or, where somebody wanted that, they are booked at once.
     *
     * @param bookingId the booking, when there is one
     */
    @FactName("waitlist.promoted")
    record Promoted(
            UUID entryId,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            String currency,
            Instant joinedAt,
            @Nullable Instant offerExpiresAt,
            @Nullable UUID bookingId)
            implements OfEntry {}

    /** An offer became a booking. */
    @FactName("offer.accepted")
    record OfferAccepted(
            UUID entryId,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            String currency,
            UUID bookingId)
            implements OfEntry {}

    /** Somebody left the list while they had an offer. */
    @FactName("offer.refused")
    record OfferRefused(UUID entryId, UUID eventId, UUID userId, int quantity, BigDecimal unitPrice, String currency)
            implements OfEntry {}

    /**
     * Nobody took an offer in time.
     *
     * @param waitsOn whether the entry keeps a place
     */
    @FactName("offer.expired")
    record OfferExpired(
            UUID entryId,
            UUID eventId,
            UUID userId,
            int quantity,
            BigDecimal unitPrice,
            String currency,
            boolean waitsOn)
            implements OfEntry {}

    /** Somebody left the list while they waited. */
    @FactName("waitlist.left")
    record Left(UUID entryId, UUID eventId, UUID userId, int quantity) implements OfEntry {}

    /** The event is over or called off, and the entry with it. */
    @FactName("waitlist.closed")
    record Closed(UUID entryId, UUID eventId, UUID userId, int quantity) implements OfEntry {}
}
