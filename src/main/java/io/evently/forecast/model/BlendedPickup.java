package io.evently.forecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What comes is in part in proportion to the bookings on the books, in part what comes on average; the mixture is the one
 * that would have been best of late. It is the posterior mean of a Poisson rate with a Gamma prior, whose weight is chosen
 * by past error (empirical Bayes). Mutable, for one thread.
 */
final class BlendedPickup implements PickupModel {
    /** Weights of the prior: at 0 all is in proportion, at infinity nothing is. */
    private static final double[] WEIGHTS = {0, .02, .05, .1, .2, .4, .8, 1.6, 3.2, Double.POSITIVE_INFINITY};

    private static final int LATEST = 56;
    private static final int LATEST_DEMAND = 8;

    /** A smaller share on the books says nothing about the whole. */
    private static final double LEAST_SHARE = .01;

    private final PickupHistory history;
    private final int fewest;
    private final List<double[]> errors = new ArrayList<>();

    BlendedPickup(PickupHistory history, int fewest) {
        this.history = history;
        this.fewest = fewest;
    }

    @Override
    public int fewest() {
        return fewest;
    }

    @Override
    public double pickup(int known, Situation situation) {
        return pickups(known, situation)[best(known)];
    }

    private double[] pickups(int known, Situation situation) {
        double share = Math.min(1, Math.max(LEAST_SHARE, history.shareOnBooks(known, LATEST)));
        double usual = history.averageDemand(known, LATEST_DEMAND);
        double[] pickups = new double[WEIGHTS.length];
        for (int i = 0; i < WEIGHTS.length; i++) {
            double own = share / (WEIGHTS[i] + share);
            pickups[i] = (1 - share) * (own * situation.books() / share + (1 - own) * usual);
        }
        return pickups;
    }

    private int best(int known) {
        double[] sums = new double[WEIGHTS.length];
        for (int i = Math.max(0, known - LATEST); i < known; i++) {
            double[] past = errors(i);
            for (int weight = 0; weight < past.length; weight++) {
                sums[weight] += past[weight];
            }
        }
        int best = WEIGHTS.length - 1;
        for (int weight = best - 1; weight >= 0; weight--) {
            if (sums[weight] < sums[best]) {
                best = weight;
            }
        }
        return best;
    }

    /** How far off each mixture was for a past event; nothing when too little was known then. */
    private double[] errors(int event) {
        while (errors.size() <= event) {
            PickupHistory.Past past = history.get(errors.size());
            double[] pickups = past.known() < fewest ? new double[0] : pickups(past.known(), past.situation());
            for (int i = 0; i < pickups.length; i++) {
                pickups[i] = Math.abs(pickups[i] - past.pickup());
            }
            errors.add(pickups);
        }
        return errors.get(event);
    }
}
