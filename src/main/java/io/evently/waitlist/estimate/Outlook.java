package io.evently.waitlist.estimate;

import io.evently.account.Tier;

/** How likely one entry gets an offer within some time. */
final class Outlook {
    private static final Tier[] TIERS = Tier.values();

    /** Those who will overtake come one by one; on average half of them are there when the seats are. */
    private static final double OVERTAKERS_IN_TIME = 0.5;

    /** Up to so many seats every single one is counted; beyond, the normal distribution is as good. */
    private static final int COUNTED_SEATS = 512;

    /** How many standard deviations from the mean still happen. */
    private static final double FAR = 9;

    /** The exponential of less is 0. */
    private static final double LEAST_LOGARITHM = -600;

    private final Situation situation;
    private final Standing standing;
    private final Sizes orders;
    private final double keptUntil;
    private final Rounds rounds;

    Outlook(Situation situation, Standing standing) {
        this.situation = situation;
        this.standing = standing;
        orders = situation.orderSizes();
        rounds = new Rounds(situation.hazard(), situation.acceptance(), situation.policy());
        keptUntil = Math.max(
                situation.policy().lastGatherHours(), situation.policy().lastOfferHours());
    }

    /**
     * The probability, 0-1, of an offer within so many hours. Either seats are kept for a large wish in time, or a lot
     * comes that is large enough; where the one is likely, so is the other, and the likelier is taken for both.
     */
    double within(double hours) {
        double untilHours = situation.hoursToEvent() - hours;
        double kept = situation.hoursToEvent() <= keptUntil ? 0 : until(Math.max(untilHours, keptUntil), true);
        double fitting = untilHours >= keptUntil && standing.quantity() > 1 ? 0 : until(untilHours, false);
        return Math.min(1, Math.max(0, Math.max(kept, fitting)));
    }

    private double until(double untilHours, boolean kept) {
        double acceptance = rounds.taken(untilHours, situation.hoursToEvent());
        double losses = orders.total() == 0 ? 0 : situation.expectedLosses(untilHours);
        double hours = situation.hoursToEvent() - untilHours;
        double needed = standing.quantity() + overtakers(hours) * acceptance * seatsOfOne() - atHand();
        return enough(losses, byQuantity(acceptance, untilHours), needed, kept);
    }

    /** Larger wishes ahead are in the way only while seats are kept for them, or when a lot comes that they fit. */
    private double[] byQuantity(double acceptance, double untilHours) {
        double all = situation.hazard().integral(untilHours, situation.hoursToEvent());
        double keeping = situation.hazard().integral(Math.max(untilHours, keptUntil), situation.hoursToEvent());
        double kept = all > 0 ? keeping / all : situation.hoursToEvent() > keptUntil ? 1 : 0;
        double[] taken = new double[Sizes.LARGEST + 1];
        for (int quantity = 1; quantity <= Sizes.LARGEST; quantity++) {
            taken[quantity] = quantity <= standing.quantity()
                    ? acceptance
                    : acceptance * (kept + (1 - kept) * PassedOver.shareFrom(quantity, orders));
        }
        return taken;
    }

    /** Seats that are there already, as far as they are not taken by those to whom they are offered. */
    private double atHand() {
        double taken = situation.acceptance().at(situation.hoursToEvent());
        return situation.freeSeats() + situation.seatsOnOffer() * (1 - taken);
    }

    /** Later joiners that are expected to be served before this entry. */
    private double overtakers(double hours) {
        double joiners = 0;
        for (Tier tier : TIERS) {
            double whileTheyOvertake = situation.policy().headStarts().hours(tier) - standing.hoursSinceTurn();
            joiners += situation.joinRates().perHour(tier) * Math.max(0, Math.min(hours, whileTheyOvertake));
        }
        return OVERTAKERS_IN_TIME * joiners;
    }

    private double seatsOfOne() {
        return Math.max(1, orders.mean());
    }

    /** The probability that {@code needed} seats come back besides those that are taken by others. */
    private double enough(double losses, double[] acceptance, double needed, boolean kept) {
        Sizes ahead = standing.ahead();
        double taken = 0;
        double variance = 0;
        for (int size = 1; size <= Sizes.LARGEST; size++) {
            double takers = ahead.count(size) * acceptance[size];
            taken += takers * size;
            variance += takers * size * size * (1 - acceptance[size]);
        }
        double mostTaken = Math.min((double) ahead.seats(), most(taken, variance));
        if (mostTaken + needed <= 0) {
            return 1;
        }
        double size = situation.certainty();
        double back = losses * orders.mean();
        double mostBack = most(back, losses * orders.meanSquare() + back * back / size);
        if (mostBack < needed) {
            return 0;
        }
        double limit = mostBack - needed;
        if (Math.min(mostTaken + Math.max(0, needed), mostBack) > COUNTED_SEATS
                || SeatsBack.logOfNone(losses, size) < LEAST_LOGARITHM) {
            return LargeNumbers.enough(losses, size, orders, taken, variance, needed);
        }
        return counted(losses, acceptance, needed, kept, (int) Math.min(limit, COUNTED_SEATS));
    }

    private double counted(double losses, double[] acceptance, double needed, boolean kept, int limit) {
        double[] past = kept
                ? PassedOver.exactly(
                        standing.quantity(), orders, limit, situation.policy().bypassLimit())
                : PassedOver.exactly(standing.quantity(), orders, limit);
        double[] taken = SeatsTaken.exactly(standing.ahead(), acceptance, past);
        double[] back = SeatsBack.atLeast(
                losses, situation.certainty(), orders, (int) Math.max(0, Math.ceil(limit + needed)) + 1);
        double sum = 0;
        for (int seats = 0; seats <= limit; seats++) {
            if (taken[seats] > 0) {
                sum += taken[seats] * atLeast(back, seats + needed);
            }
        }
        return sum;
    }

    /** Between whole seats on the line between them: what is expected of overtakers and of open offers is no whole seat. */
    private static double atLeast(double[] back, double seats) {
        if (seats <= 0) {
            return 1;
        }
        int below = (int) seats;
        double part = seats - below;
        return back[below] * (1 - part) + back[below + 1] * part;
    }

    private static double most(double mean, double variance) {
        return Math.ceil(mean + FAR * Math.sqrt(variance) + FAR * Sizes.LARGEST);
    }
}
