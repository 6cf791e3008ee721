package io.evently.forecast.model;

import java.util.Arrays;

/**
 * How wide an interval must be to hold what comes in four cases of five, learned from the errors there were: a quantile of
 * the latest errors, whose level moves when more or fewer outcomes than intended fell outside.
 *
 * <p>Source: Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift" (2021).
 */
final class AdaptiveInterval {
    /** Outcomes that may fall outside. */
    static final double OUTSIDE = 0.2;

    /**
     * What the level aims at. The errors it learns from are as old as the horizon is long, and it follows errors that
     * grow only after they have grown, so that aiming at a fifth leaves more than that outside.
     */
    private static final double AIM = 0.19;

    /** Errors that the quantile is taken of. */
    static final int LATEST = 60;

    private static final double STEP = 0.02;
    private static final double LEAST = 0.01;
    private static final double MOST = 0.5;

    private AdaptiveInterval() {}

    /**
     * Half the width.
     *
     * @param errors the latest absolute errors, at least one
     * @param judged outcomes that an interval was given for
     * @param missed how many of them fell outside
     */
    static double halfWidth(double[] errors, int judged, int missed) {
        double outside = Math.max(LEAST, Math.min(MOST, AIM + STEP * (AIM * judged - missed)));
        return quantile(errors, 1 - outside);
    }

    /** The smallest error that, with the one to come counted in, this share does not exceed. */
    static double quantile(double[] errors, double share) {
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * share - 1e-9);
        return sorted[Math.max(1, Math.min(sorted.length, rank)) - 1];
    }
}
