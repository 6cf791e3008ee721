package io.evently.waitlist.estimate;

import io.evently.waitlist.policy.OfferPolicy;

/**
 * What is known about an event, the same for everybody who waits for it. Immutable: may be kept for as long as figures
 * may be old.
 *
 * @param hoursToEvent until it begins; negative when it has
 * @param ordersBooked orders that may still be cancelled
 * @param orderSizes their sizes, of all or of a sample
 * @param cancellations orders of this event that were cancelled so far
 * @param expectedCancellations how many were to be expected by now at {@code hazard}: {@link
 *     CancellationHazard#expected}; an event that loses more than others goes on to do so
 * @param freeSeats that nobody holds, kept back for those who wait
 * @param seatsOnOffer held for entries that have not answered yet
 * @param joinRates lately
 * @param policy how offers are made
 * @param hazard of events like this one
 * @param acceptance of offers of events like this one
 */
public record Situation(
        double hoursToEvent,
        long ordersBooked,
        Sizes orderSizes,
        long cancellations,
        double expectedCancellations,
        int freeSeats,
        int seatsOnOffer,
        JoinRates joinRates,
        OfferPolicy policy,
        CancellationHazard hazard,
        Acceptance acceptance) {
    /** Shape and rate of the gamma distribution by which events differ in how much they lose; its mean is 1. */
    private static final double FRAILTY = 4;

    public Situation {
        if (!Double.isFinite(hoursToEvent) || !(expectedCancellations >= 0 && Double.isFinite(expectedCancellations))) {
            throw new IllegalArgumentException(
                    "No situation: " + hoursToEvent + " h to go, " + expectedCancellations + " cancellations expected");
        }
        if (ordersBooked < 0 || cancellations < 0 || freeSeats < 0 || seatsOnOffer < 0) {
            throw new IllegalArgumentException("Counts must be >= 0, were " + ordersBooked + ", " + cancellations + ", "
                    + freeSeats + ", " + seatsOnOffer);
        }
    }

    /** How surely this event's own hazard is known: the shape of its distribution after what was seen. */
    double certainty() {
        return FRAILTY + cancellations;
    }

    /** By how much this event's hazard is above that of others. */
    double frailty() {
        return certainty() / (FRAILTY + expectedCancellations);
    }

    /** Orders expected to be cancelled while the hours to the event go down to {@code fromHours}. */
    double expectedLosses(double fromHours) {
        return ordersBooked * -Math.expm1(-frailty() * hazard.integral(fromHours, hoursToEvent));
    }

    /** Hours for which there will be offers; negative when it is too late. */
    double hoursOfOffers() {
        return hoursToEvent - policy.lastOfferHours();
    }
}
