package io.evently.analytics.segment;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The BG/NBD model of repeat purchases: while a customer is alive they buy at a constant rate of their own, and after
 * each purchase they may leave for good, with a probability of their own. Rates over customers are Gamma distributed,
 * probabilities Beta. Immutable.
 *
 * <p>Source: Fader, Hardie and Lee, "Counting Your Customers the Easy Way: An Alternative to the Pareto/NBD Model",
 * Marketing Science 24 (2005).
 *
 * @param r shape of the rates
 * @param alpha weeks, the inverse scale of the rates: the mean rate is {@code r / alpha} purchases a week
 * @param a with {@code b} the probability of leaving, on average {@code a / (a + b)}
 * @param b see {@code a}
 */
public record RepeatPurchases(double r, double alpha, double a, double b) {
    private static final double NEAR_ONE = 1e-6;
    private static final double EXACT = 1e-13;
    private static final int MOST_TERMS = 100_000;

    public RepeatPurchases {
        require("r", r);
        require("alpha", alpha);
        require("a", a);
        require("b", b);
    }

    /** The logarithm of the likelihood of one history. */
    public double logLikelihood(PurchaseHistory history) {
        int x = history.repeats();
        double common = Gamma.logGamma(r + x) - Gamma.logGamma(r) + r * Math.log(alpha) - Beta.logBeta(a, b);
        double alive = Beta.logBeta(a, b + x) - (r + x) * Math.log(alpha + history.ageWeeks());
        if (x == 0) {
            return common + alive;
        }
        double left = Beta.logBeta(a + 1, b + x - 1) - (r + x) * Math.log(alpha + history.lastWeeks());
        double larger = Math.max(alive, left);
        return common + larger + Math.log(Math.exp(alive - larger) + Math.exp(left - larger));
    }

    /** The probability that the customer has not left; 1 without repeats, as nobody leaves before the second purchase. */
    public double alive(PurchaseHistory history) {
        int x = history.repeats();
        if (x == 0) {
            return 1;
        }
        double logOdds = Math.log(a / (b + x - 1))
                + (r + x) * (Math.log(alpha + history.ageWeeks()) - Math.log(alpha + history.lastWeeks()));
        return 1 / (1 + Math.exp(logOdds));
    }

    /**
     * Purchases expected of the customer in the coming weeks. The paper's formula (10) with its hypergeometric function
     * turned by Euler's transformation, which neither overflows nor cancels when there were hundreds of purchases.
     *
     * @param weeks {@code >= 0}
     */
    public double expected(PurchaseHistory history, double weeks) {
        if (!(weeks >= 0)) {
            throw new IllegalArgumentException("weeks must be >= 0, were " + weeks);
        }
        int x = history.repeats();
        // The formula divides by a - 1; at 1 it has a limit, taken from beside it.
        double leaving = Math.abs(a - 1) < NEAR_ONE ? 1 + NEAR_ONE : a;
        double reach = alpha + history.ageWeeks() + weeks;
        double share = Math.pow((alpha + history.ageWeeks()) / reach, leaving - 1)
                * hypergeometric(leaving + b - 1 - r, leaving - 1, leaving + b + x - 1, weeks / reach);
        return Math.max(0, (leaving + b + x - 1) / (leaving - 1) * (1 - share) * alive(history));
    }

    private static double hypergeometric(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int k = 0; k < MOST_TERMS && Math.abs(term) > EXACT * Math.abs(sum); k++) {
            term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }
        return sum;
    }

    private static void require(String name, double parameter) {
        if (!(parameter > 0) || Double.isInfinite(parameter)) {
            throw new IllegalArgumentException(name + " must be > 0 and finite, was " + parameter);
        }
    }
}
