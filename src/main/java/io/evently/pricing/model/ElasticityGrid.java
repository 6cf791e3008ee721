package io.evently.pricing.model;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The elasticities that are thought possible: 25 from 0.4 to 5, the same ratio between neighbours. */
final class ElasticityGrid {
    static final int SIZE = 25;

    private static final double LEAST = 0.4;
    private static final double MOST = 5;

    private static final double[] VALUES = new double[SIZE];

    static {
        for (int i = 0; i < SIZE; i++) {
            VALUES[i] = LEAST * Math.pow(MOST / LEAST, (double) i / (SIZE - 1));
        }
    }

    private ElasticityGrid() {}

    static double value(int index) {
        return VALUES[index];
    }

    /** Logarithms of the weights before the first order: a log-normal distribution, cut off at both ends. */
    static double[] logWeights(DemandPrior prior) {
        var logarithm = NormalDistribution.of(Math.log(prior.elasticity()), prior.elasticitySpread());
        double[] logs = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            logs[i] = logarithm.logDensity(Math.log(value(i)));
        }
        return logs;
    }
}
