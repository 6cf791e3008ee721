package io.evently.analytics.segment;

/**
 * The Gamma-Gamma model of what a customer spends on a purchase: each purchase is Gamma distributed around a mean of the
 * customer's own, and these means have a distribution over customers. Immutable.
 *
 * <p>Source: Fader and Hardie, "The Gamma-Gamma Model of Monetary Value", note 25 on brucehardie.com (2013).
 *
 * @param p shape of a purchase
 * @param q shape of the means; only above 1 is there an average over customers
 * @param v scale, in money
 */
public record Spend(double p, double q, double v) {
    public Spend {
        if (!(p > 0) || !(v > 0) || Double.isInfinite(p) || Double.isInfinite(v)) {
            throw new IllegalArgumentException("p and v must be > 0 and finite, were " + p + " and " + v);
        }
        if (!(q > 1) || Double.isInfinite(q)) {
            throw new IllegalArgumentException("q must be > 1 and finite, was " + q);
        }
    }

    /** What an average customer spends on a purchase. */
    public double mean() {
        return p * v / (q - 1);
    }

    /**
     * What the customer is expected to spend on a coming purchase: between their own average and everybody's, the nearer
     * to their own the more they have bought.
     *
     * @param purchases that the average was taken over; 0 gives everybody's
     * @param average of these purchases, in money; not looked at without any
     */
    public double expected(int purchases, double average) {
        return purchases == 0 ? mean() : p * (v + purchases * average) / (p * purchases + q - 1);
    }
}
