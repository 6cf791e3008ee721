package io.evently.forecast.model;

import org.hipparchus.special.Beta;

/**
 * How many come when the rate is Gamma distributed and arrivals are Poisson given the rate. Immutable.
 *
 * @param mean {@code >= 0}
 * @param size {@code > 0}, not necessarily whole: the variance is {@code mean + mean^2 / size}
 */
record NegativeBinomial(double mean, double size) {
    NegativeBinomial {
        if (!(mean >= 0) || Double.isInfinite(mean)) {
            throw new IllegalArgumentException("mean must be >= 0 and finite, was " + mean);
        }
        if (!(size > 0)) {
            throw new IllegalArgumentException("size must be > 0, was " + size);
        }
    }

    /** The probability of at most so many. */
    double cumulative(long count) {
        if (count < 0) {
            return 0;
        }
        return mean == 0 ? 1 : Beta.regularizedBeta(size / (size + mean), size, count + 1.0);
    }

    /** The smallest count with at least this probability of not being exceeded, {@code 0 <= probability < 1}. */
    long quantile(double probability) {
        long above = 1;
        while (cumulative(above) < probability) {
            above *= 2;
        }
        long below = -1;
        while (above - below > 1) {
            long middle = below + (above - below) / 2;
            if (cumulative(middle) < probability) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }
}
