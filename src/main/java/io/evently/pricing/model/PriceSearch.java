package io.evently.pricing.model;

/**
 * Finds the price that earns most per moment on average over what is believed: what a seat brings now less what it would
 * bring later, times the orders that come at the price.
 */
final class PriceSearch {
    private static final int STEPS = 120;

    private final double basePrice;
    private final double opportunityCost;

    /** By elasticity, whatever the curve: orders to be expected soon at the base price, and those times the opportunity cost. */
    private final double[] earned = new double[ElasticityGrid.SIZE];

    private final double[] lost = new double[ElasticityGrid.SIZE];

    PriceSearch(Belief belief, double basePrice, int lots) {
        this.basePrice = basePrice;
        double mean = 0;
        for (int pair = 0; pair < belief.size(); pair++) {
            int elasticity = belief.elasticityIndex(pair);
            double cost = OpportunityCost.ofSeat(
                    basePrice, ElasticityGrid.value(elasticity), belief.ordersToCome(pair), lots);
            double orders = belief.weight(pair) * belief.ordersSoon(pair);
            mean += belief.weight(pair) * cost;
            earned[elasticity] += orders;
            lost[elasticity] += orders * cost;
        }
        this.opportunityCost = mean;
    }

    /** The expected opportunity cost of a seat. */
    double opportunityCost() {
        return opportunityCost;
    }

    /** The best of the prices between two limits, on a ladder whose steps have the same ratio. */
    double best(double least, double most) {
        double ratio = Math.pow(most / least, 1.0 / (STEPS - 1));
        double best = least;
        double highest = Double.NEGATIVE_INFINITY;
        double price = least;
        for (int step = 0; step < STEPS; step++) {
            double gain = gain(price);
            if (gain > highest) {
                highest = gain;
                best = price;
            }
            price *= ratio;
        }
        return Math.min(best, most);
    }

    private double gain(double price) {
        double x = price / basePrice - 1;
        double gain = 0;
        for (int i = 0; i < ElasticityGrid.SIZE; i++) {
            if (earned[i] > 0) {
                gain += Math.exp(-ElasticityGrid.value(i) * x) * (earned[i] * price - lost[i]);
            }
        }
        return gain;
    }
}
