package io.evently.pricing.model;

/**
 * What is believed of an event's demand before its first order.
 *
 * @param orders to be expected over the whole sale at the base price; more than 0
 * @param variation of that number: standard deviation over mean; more than 0
 * @param elasticity median of the elasticity at the base price: by how many per cent demand falls when the price rises by
 *     one; more than 0
 * @param elasticitySpread standard deviation of its logarithm; more than 0
 * @param orderSize tickets per order on average; at least 1
 */
public record DemandPrior(
        double orders, double variation, double elasticity, double elasticitySpread, double orderSize) {
    private static final double USUAL_ORDER_SIZE = 1.7;
    private static final double USUAL_ELASTICITY = 1.3;
    private static final double USUAL_SPREAD = 0.4;
    private static final double USUAL_LOAD = 0.8;
    private static final double COLD_VARIATION = 0.6;
    private static final double VARIATION_WITH_HISTORY = 0.35;

    public DemandPrior {
        require(orders > 0 && orders < Double.MAX_VALUE, "orders must be > 0", orders);
        require(variation > 0 && variation < Double.MAX_VALUE, "variation must be > 0", variation);
        require(elasticity > 0 && elasticity < Double.MAX_VALUE, "elasticity must be > 0", elasticity);
        require(elasticitySpread > 0 && elasticitySpread < Double.MAX_VALUE, "spread must be > 0", elasticitySpread);
        require(orderSize >= 1 && orderSize < Double.MAX_VALUE, "orderSize must be >= 1", orderSize);
    }

    /** Nothing is known but how many seats the organiser thought right: 80 % of them are expected to sell. */
    public static DemandPrior coldStart(int capacity) {
        return new DemandPrior(
                Math.max(1, USUAL_LOAD * capacity / USUAL_ORDER_SIZE),
                COLD_VARIATION,
                USUAL_ELASTICITY,
                USUAL_SPREAD,
                USUAL_ORDER_SIZE);
    }

    /** With a forecast of the orders over the whole sale from events like it, and their tickets per order. */
    public static DemandPrior forecast(double orders, double orderSize) {
        return new DemandPrior(orders, VARIATION_WITH_HISTORY, USUAL_ELASTICITY, USUAL_SPREAD, orderSize);
    }

    /** With the elasticity that finished events of the category had. */
    public DemandPrior withElasticity(double median, double spread) {
        return new DemandPrior(orders, variation, median, spread, orderSize);
    }

    /** Less or more certain. */
    DemandPrior withVariation(double other) {
        return new DemandPrior(orders, other, elasticity, elasticitySpread, orderSize);
    }

    /** Shape of the gamma distribution of the orders. */
    double shape() {
        return 1 / (variation * variation);
    }

    /** Its rate. */
    double rate() {
        return shape() / orders;
    }

    private static void require(boolean holds, String rule, double was) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + was);
        }
    }
}
