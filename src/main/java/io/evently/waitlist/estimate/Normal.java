package io.evently.waitlist.estimate;

/** The normal distribution. */
final class Normal {
    // Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; off by less than 7.5e-8.
    private static final double P = 0.2316419;
    private static final double[] B = {1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530};
    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The probability to be below {@code deviations} standard deviations above the mean. */
    static double below(double deviations) {
        double t = 1 / (1 + P * Math.abs(deviations));
        double polynomial = 0;
        for (double coefficient : B) {
            polynomial = (polynomial + coefficient) * t;
        }
        double beyond = DENSITY_AT_ZERO * Math.exp(-deviations * deviations / 2) * polynomial;
        return deviations < 0 ? beyond : 1 - beyond;
    }
}
