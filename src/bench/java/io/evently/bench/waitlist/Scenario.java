package io.evently.bench.waitlist;

import io.evently.waitlist.estimate.CancellationHazard;
import io.evently.waitlist.policy.OfferPolicy;
import java.util.List;

/**
 * What is assumed about events and people. The estimator is not told any of it, but for windows and head starts.
 *
 * @param capacity seats, all of them sold when the play begins
 * @param hours from then until the event
 * @param hazard cancellations per order and hour; each event has a multiple of its own, gamma distributed with shape 4
 *     and mean 1
 * @param fewestJoiners of an event
 * @param mostJoiners of an event; every number from the fewest to the most is equally likely
 * @param joinHours mean of the exponential distribution of the time from the beginning until somebody joins; 0: evenly
 *     until the event
 * @param willing share of those who wait that still want the seats when they see the offer; the others refuse it
 * @param responseHours median of the time until somebody sees an offer, log-normal
 * @param responseSpread standard deviation of its logarithm
 */
record Scenario(
        String name,
        int capacity,
        double hours,
        CancellationHazard hazard,
        int fewestJoiners,
        int mostJoiners,
        double joinHours,
        double willing,
        double responseHours,
        double responseSpread,
        OfferPolicy policy) {
    /** Those who get an offer have then waited for twelve days, as the median. */
    private static final double JOIN_HOURS = 264;

    private static final double EARLY_JOIN_HOURS = 96;
    private static final double RESTLESS = 2.5;

    static final Scenario STANDARD = new Scenario(
            "standard", 300, 504, CancellationHazard.prior(), 24, 84, JOIN_HOURS, 0.75, 1.5, 1.0, OfferPolicy.USUAL);

    static List<Scenario> all() {
        return List.of(
                STANDARD,
                STANDARD.but("joins mostly early", STANDARD.hazard(), EARLY_JOIN_HOURS),
                STANDARD.but("joins spread evenly", STANDARD.hazard(), 0),
                STANDARD.but("2.5 x the hazard", STANDARD.hazard().times(RESTLESS), JOIN_HOURS));
    }

    private Scenario but(String otherName, CancellationHazard otherHazard, double otherJoinHours) {
        return new Scenario(
                otherName,
                capacity,
                hours,
                otherHazard,
                fewestJoiners,
                mostJoiners,
                otherJoinHours,
                willing,
                responseHours,
                responseSpread,
                policy);
    }
}
