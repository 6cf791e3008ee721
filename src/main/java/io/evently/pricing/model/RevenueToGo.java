package io.evently.pricing.model;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What the rest of a sale earns if a price stays, for each pair of the belief and ten equally likely values of the orders.
 * Orders still to come are taken as normal with 1.25 times the variance of a Poisson distribution.
 */
final class RevenueToGo {
    private static final int DRAWS = 10;
    private static final double VARIANCE = 1.25;
    private static final double NONE = 1e-9;
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    /** Quantiles of the normal distribution in the middle of each tenth. */
    private static final double[] MIDDLES = new double[DRAWS];

    static {
        for (int draw = 0; draw < DRAWS; draw++) {
            MIDDLES[draw] = STANDARD.inverseCumulativeProbability((draw + 0.5) / DRAWS);
        }
    }

    private final Belief belief;
    private final double basePrice;
    private final double orderSize;
    private final int lots;
    private final double[] draws;

    RevenueToGo(Belief belief, double basePrice, double orderSize, int lots) {
        this.belief = belief;
        this.basePrice = basePrice;
        this.orderSize = orderSize;
        this.lots = lots;
        this.draws = new double[belief.size() * DRAWS];
        for (int pair = 0; pair < belief.size(); pair++) {
            // Wilson and Hilferty 1931: the cube root of a gamma variable is nearly normal.
            double shape = belief.shape(pair);
            for (int draw = 0; draw < DRAWS; draw++) {
                double root = 1 - 1 / (9 * shape) + MIDDLES[draw] / (3 * Math.sqrt(shape));
                draws[pair * DRAWS + draw] = Math.max(0, root * root * root);
            }
        }
    }

    /** The revenue of each pair and draw, pair by pair. */
    double[] at(double price) {
        double[] revenues = new double[belief.size() * DRAWS];
        for (int pair = 0; pair < belief.size(); pair++) {
            double mean = mean(pair, price);
            for (int draw = 0; draw < DRAWS; draw++) {
                revenues[pair * DRAWS + draw] = price * orderSize * sold(mean * draws[pair * DRAWS + draw]);
            }
        }
        return revenues;
    }

    /** Its expectation. */
    double expected(double[] revenues) {
        double sum = 0;
        for (int i = 0; i < revenues.length; i++) {
            sum += belief.weight(i / DRAWS) * revenues[i];
        }
        return sum / DRAWS;
    }

    /** The probability that one is above the other. */
    double above(double[] some, double[] other) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += some[i] > other[i] ? belief.weight(i / DRAWS) : 0;
        }
        return Math.min(1, sum / DRAWS);
    }

    /** The probability that the orders still to come take all that is left. */
    double sellOut(double price) {
        double sum = 0;
        for (int pair = 0; pair < belief.size(); pair++) {
            double mean = mean(pair, price);
            for (int draw = 0; draw < DRAWS; draw++) {
                double orders = mean * draws[pair * DRAWS + draw];
                sum += orders < NONE ? 0 : belief.weight(pair) * STANDARD.cumulativeProbability(z(orders));
            }
        }
        return Math.min(1, sum / DRAWS);
    }

    private double mean(int pair, double price) {
        return belief.ordersToCome(pair) * Math.exp(-belief.elasticity(pair) * (price / basePrice - 1));
    }

    /** Expectation of the smaller of the orders to come and the lots left. */
    private double sold(double orders) {
        if (orders < NONE) {
            return 0;
        }
        double z = z(orders);
        return orders
                - (orders - lots) * STANDARD.cumulativeProbability(z)
                - Math.sqrt(VARIANCE * orders) * STANDARD.density(z);
    }

    private double z(double orders) {
        return (orders - lots) / Math.sqrt(VARIANCE * orders);
    }
}
