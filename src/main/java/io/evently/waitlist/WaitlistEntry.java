package io.evently.waitlist;

import io.evently.account.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One user's place on the waitlist of one event.
 *
 * @param turn by which entries are served, the earliest first, then by id: when it joined, less the head start of its
 *     tier
 * @param position 1 is served next; 0 when it does not wait (any more)
 * @param totalAhead entries that are served before it; 0 when it does not wait
 * @param seatsAhead seats that these want
 * @param priorityScore of this moment: 500 and more, by tier and time waited; the higher, the sooner
 * @param seatsOffered seats that are held for it until {@code offerExpiresAt}; 0 without an offer
 * @param price of one seat as the offer quotes it, null without an offer
 * @param bookingId what came of it, null unless booked
 * @param estimatedWait hours until the promotion that is to be expected; null where nothing can be said
 * @param promotionProbability per cent, 0-100; null where nothing can be said
 */
public record WaitlistEntry(
        UUID id,
        UUID eventId,
        UUID userId,
        Tier tier,
        int quantity,
        boolean autoBook,
        boolean acceptPartial,
        WaitlistStatus status,
        Instant joinedAt,
        Instant turn,
        int position,
        int totalAhead,
        int seatsAhead,
        double priorityScore,
        int seatsOffered,
        @Nullable Instant offerExpiresAt,
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable UUID bookingId,
        @Nullable Double estimatedWait,
        @Nullable Double promotionProbability) {

    /** The same as it stood at another moment. */
    WaitlistEntry standing(int itsPosition, int itsTotalAhead, int itsSeatsAhead) {
        return new WaitlistEntry(
                id,
                eventId,
                userId,
                tier,
                quantity,
                autoBook,
                acceptPartial,
                status,
                joinedAt,
                turn,
                itsPosition,
                itsTotalAhead,
                itsSeatsAhead,
                priorityScore,
                seatsOffered,
                offerExpiresAt,
                price,
                currency,
                bookingId,
                estimatedWait,
                promotionProbability);
    }

    /** The same with an estimate. */
    WaitlistEntry estimated(@Nullable Double wait, @Nullable Double probability) {
        return new WaitlistEntry(
                id,
                eventId,
                userId,
                tier,
                quantity,
                autoBook,
                acceptPartial,
                status,
                joinedAt,
                turn,
                position,
                totalAhead,
                seatsAhead,
                priorityScore,
                seatsOffered,
                offerExpiresAt,
                price,
                currency,
                bookingId,
                wait,
                probability);
    }
}
