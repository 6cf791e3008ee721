package io.evently.waitlist.estimate;

import java.util.OptionalDouble;

/**
 * Estimates what may be told to somebody who waits. Holds nothing, so any thread may use it. Takes a millisecond or two
 * for any list, however long, so it does not belong on an event loop.
 *
 * <p>What comes back is a compound negative binomial (orders cancelled at a rate that is the event's own, each with its
 * seats); it must suffice for what those ahead really take, for what goes past a large wish in lots that are too small,
 * and for the entry itself. The stated wait is the time by which half of the probability is reached.
 */
public final class WaitEstimator {
    private static final double PERCENT = 100;

    /** Below this an offer is too unlikely to say when it would come. */
    private static final double LEAST_PROBABILITY = 0.05;

    /** To within 2^-12 of the hours left: seven minutes in three weeks. */
    private static final int BISECTIONS = 12;

    private WaitEstimator() {}

    /** What may be told to the entry that stands so; empty where nothing can be said, never a guess. */
    public static Estimate estimate(Situation situation, Standing standing) {
        double hours = situation.hoursOfOffers();
        if (hours < 0 || situation.hoursToEvent() <= 0 || nothingCanComeBack(situation)) {
            return Estimate.NONE;
        }
        Outlook outlook = new Outlook(situation, standing);
        double probability = outlook.within(hours);
        return new Estimate(
                OptionalDouble.of(PERCENT * probability),
                probability < LEAST_PROBABILITY
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(untilHalf(outlook, probability, hours)));
    }

    private static boolean nothingCanComeBack(Situation situation) {
        return situation.ordersBooked() == 0 && situation.freeSeats() == 0 && situation.seatsOnOffer() == 0;
    }

    private static double untilHalf(Outlook outlook, double probability, double hours) {
        double half = probability / 2;
        if (outlook.within(0) >= half) {
            return 0;
        }
        double tooEarly = 0;
        double lateEnough = hours;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (tooEarly + lateEnough) / 2;
            if (outlook.within(middle) >= half) {
                lateEnough = middle;
            } else {
                tooEarly = middle;
            }
        }
        return lateEnough;
    }
}
