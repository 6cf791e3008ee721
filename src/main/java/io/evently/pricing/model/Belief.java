package io.evently.pricing.model;

/**
 * What is believed of an event at a moment: pairs of a curve and an elasticity, each with its weight and, given the pair,
 * the gamma distribution of the orders over the whole sale at the base price. Pairs that hardly count are left out. The
 * arrays are not to be changed.
 *
 * @param weights of the pairs; their sum is 1
 * @param elasticities of the pairs, by index in the grid
 * @param curves of the pairs, by index
 * @param orders mean of the gamma distribution of each pair
 * @param shape of the gamma distributions, the same for all
 * @param remaining share of the orders still to come, by pair
 * @param soon share of the orders in the next day, by pair
 */
@SuppressWarnings("ArrayRecordComponent") // Inside the package only, and read by tight loops.
record Belief(
        double[] weights,
        int[] elasticities,
        int[] curves,
        double[] orders,
        double shape,
        double[] remaining,
        double[] soon) {
    int size() {
        return weights.length;
    }

    double elasticity(int pair) {
        return ElasticityGrid.value(elasticities[pair]);
    }

    double mean(double[] values) {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * values[i];
        }
        return mean;
    }
}
