package io.evently.waitlist.estimate;

/**
 * The same question for crowds, where single seats do not matter: once the event's own hazard is given, what comes back
 * and what is taken are sums of very many and so nearly normal; only that hazard is not, and is integrated over.
 */
final class LargeNumbers {
    private static final int STEPS = 240;
    private static final double DEVIATIONS_BELOW = 8;
    private static final double DEVIATIONS_ABOVE = 12;
    private static final double HALF_A_SEAT = 0.5;

    private LargeNumbers() {}

    /**
     * The probability that at least {@code needed} seats more come back than are taken.
     *
     * @param mean orders expected to be cancelled
     * @param size of the negative binomial distribution of that
     * @param taken seats that those ahead are expected to take
     * @param takenVariance of that
     */
    static double enough(double mean, double size, Sizes orders, double taken, double takenVariance, double needed) {
        double spread = 1 / Math.sqrt(size);
        double from = Math.max(0, 1 - DEVIATIONS_BELOW * spread);
        double step = (1 + DEVIATIONS_ABOVE * spread - from) / STEPS;
        double likeliest = logDensity((size - 1) / size, size);
        double sum = 0;
        double weights = 0;
        for (int at = 0; at < STEPS; at++) {
            double frailty = from + (at + HALF_A_SEAT) * step;
            double weight = Math.exp(logDensity(frailty, size) - likeliest);
            double lost = mean * frailty;
            double deviation = Math.sqrt(lost * orders.meanSquare() + takenVariance);
            double surplus = lost * orders.mean() - taken - needed + HALF_A_SEAT;
            sum += weight * (deviation > 0 ? Normal.below(surplus / deviation) : surplus >= 0 ? 1 : 0);
            weights += weight;
        }
        return sum / weights;
    }

    private static double logDensity(double frailty, double size) {
        return (size - 1) * Math.log(frailty) - size * frailty;
    }
}
