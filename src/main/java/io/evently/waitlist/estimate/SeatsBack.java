package io.evently.waitlist.estimate;

/**
 * How many seats come back: orders are cancelled by a negative binomial distribution, and each has a size of those that
 * are booked.
 */
final class SeatsBack {
    private SeatsBack() {}

    /** Logarithm of the probability that none comes back. */
    static double logOfNone(double mean, double size) {
        return -size * Math.log1p(mean / size);
    }

    /**
     * Probabilities that at least 0, 1, … {@code limit} seats come back, by Panjer's recursion. Every term of it is
     * positive, so nothing cancels out; it needs {@link #logOfNone} to be a number whose exponential is above 0.
     *
     * @param mean orders expected to be cancelled, 0 and more
     * @param size of the negative binomial distribution, 1 and more: the larger, the nearer to Poisson
     */
    static double[] atLeast(double mean, double size, Sizes orders, int limit) {
        double[] exactly = exactly(mean, size, orders, limit);
        double[] atLeast = new double[limit + 1];
        double below = 0;
        for (int seats = 0; seats <= limit; seats++) {
            atLeast[seats] = Math.max(0, 1 - below);
            below += exactly[seats];
        }
        return atLeast;
    }

    /** Probabilities of exactly 0, 1, … {@code limit} seats. */
    static double[] exactly(double mean, double size, Sizes orders, int limit) {
        double a = mean / (size + mean);
        double b = (size - 1) * a;
        double[] shares = new double[Sizes.LARGEST + 1];
        for (int seats = 1; seats <= Sizes.LARGEST; seats++) {
            shares[seats] = orders.share(seats);
        }
        double[] exactly = new double[limit + 1];
        exactly[0] = orders.total() == 0 ? 1 : Math.exp(logOfNone(mean, size));
        for (int seats = 1; seats <= limit; seats++) {
            double sum = 0;
            for (int last = Math.min(seats, Sizes.LARGEST); last > 0; last--) {
                sum += (a + b * last / seats) * shares[last] * exactly[seats - last];
            }
            exactly[seats] = sum;
        }
        return exactly;
    }
}
