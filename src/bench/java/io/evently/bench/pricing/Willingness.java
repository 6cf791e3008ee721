package io.evently.bench.pricing;

import org.apache.commons.statistics.distribution.LogNormalDistribution;

/** How many of those who would buy at the base price buy at another one. */
interface Willingness {
    /**
     * Orders at a price over those at the base price.
     *
     * @param multiple price over base price
     * @param passed share of the sale that is over, 0-1
     */
    double at(double multiple, double passed);

    /** Exponential: the model that the product assumes. */
    record Exponential(double elasticity) implements Willingness {
        @Override
        public double at(double multiple, double passed) {
            return Math.exp(-elasticity * (multiple - 1));
        }
    }

    /** Logistic: hardly anybody minds at first, then nearly all. */
    record Logit(double steepness, double middle) implements Willingness {
        @Override
        public double at(double multiple, double passed) {
            return share(multiple) / share(1);
        }

        private double share(double multiple) {
            return 1 / (1 + Math.exp(steepness * (multiple - middle)));
        }
    }

    /** Two groups, each log-normal; the share of the second grows or falls evenly over the sale. */
    record Segments(
            LogNormalDistribution first, LogNormalDistribution second, double secondAtFirst, double secondAtLast)
            implements Willingness {
        static Segments of(
                double firstMedian, double secondMedian, double spread, double secondAtFirst, double secondAtLast) {
            return new Segments(
                    LogNormalDistribution.of(Math.log(firstMedian), spread),
                    LogNormalDistribution.of(Math.log(secondMedian), spread),
                    secondAtFirst,
                    secondAtLast);
        }

        @Override
        public double at(double multiple, double passed) {
            double second = secondAtFirst + (secondAtLast - secondAtFirst) * passed;
            return (1 - second) * relative(first, multiple) + second * relative(this.second, multiple);
        }

        private static double relative(LogNormalDistribution group, double multiple) {
            return group.survivalProbability(multiple) / group.survivalProbability(1);
        }
    }

    /** Elasticity at the base price. */
    default double elasticity(double passed) {
        double step = 0.01;
        return -(at(1 + step, passed) - at(1 - step, passed)) / (2 * step);
    }
}
