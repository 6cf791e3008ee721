package io.evently.pricing.model;

import io.evently.pricing.model.GuardRails.Rail;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What a seat should cost now, and why.
 *
 * @param currentPrice that it costs
 * @param recommendedPrice within the rails; the current price where no change is worth making
 * @param bestPrice that the model would ask for if there were no rails but the limits
 * @param confidence probability that the change earns more than the current price over the rest of the sale, 0-1; without a
 *     change, that the current price earns more than one 5 % nearer to the best
 * @param expectedRevenueIncrease of the revenue still to come, as a share: 0.06 is 6 % more
 * @param expectedRevenue still to come at the recommended price, in units of the currency
 * @param demandChange expected of the orders, as a share: -0.1 is 10 % fewer
 * @param dynamicMultiplier current price over base price
 * @param factors behind it
 * @param reasons sentences in plain English, the weightiest first
 * @param holds what forbids an automatic change to it now; a person may still apply it
 * @param rail what kept it from the best price
 * @param inputs from which it was computed
 */
public record Recommendation(
        BigDecimal currentPrice,
        BigDecimal recommendedPrice,
        BigDecimal bestPrice,
        double confidence,
        double expectedRevenueIncrease,
        double expectedRevenue,
        double demandChange,
        double dynamicMultiplier,
        Factors factors,
        List<String> reasons,
        Set<Hold> holds,
        Rail rail,
        Inputs inputs) {
    public Recommendation {
        reasons = List.copyOf(reasons);
        holds = Set.copyOf(holds);
    }

    /** Whether it differs from the current price. */
    public boolean changes() {
        return recommendedPrice.compareTo(currentPrice) != 0;
    }

    /** What to tell a person: to keep the price where a change is too likely not to pay, or would bring too little. */
    public Recommendation prudent() {
        boolean keep = changes() && (holds.contains(Hold.UNSURE) || holds.contains(Hold.TOO_LITTLE_GAIN));
        return keep
                ? new Recommendation(
                        currentPrice,
                        currentPrice,
                        bestPrice,
                        1 - confidence,
                        0,
                        expectedRevenue / (1 + expectedRevenueIncrease),
                        0,
                        dynamicMultiplier,
                        factors,
                        reasons,
                        holds,
                        rail,
                        inputs)
                : this;
    }

    /** Whether it may be applied without a person's word. */
    public boolean automatic() {
        return changes() && holds.isEmpty();
    }

    /**
     * What drives a price, each 0-1.
     *
     * @param demand probability of selling out at the current price
     * @param availability share of the seats that is left
     * @param timeToEvent share of the orders that is still to come
     */
    public record Factors(double demand, double availability, double timeToEvent) {}

    /**
     * The numbers that a recommendation was computed from, for the history of prices.
     *
     * @param orders remembered, newer ones weighing more (D)
     * @param priceSum over these orders, of price over base price minus 1 (S)
     * @param seatsLeft seats (n)
     * @param remaining share of the orders still to come (Grem)
     * @param expectedOrders over the whole sale at the base price (M)
     * @param elasticity expected (eta)
     * @param opportunityCost of a seat, expected, in units of the currency
     * @param elasticityWeights of the 25 elasticities from 0.4 to 5 (w)
     * @param curveWeights of the booking curves
     * @param demandShift whether the latest sales were unlike anything expected
     */
    public record Inputs(
            double orders,
            double priceSum,
            int seatsLeft,
            double remaining,
            double expectedOrders,
            double elasticity,
            double opportunityCost,
            List<Double> elasticityWeights,
            List<Double> curveWeights,
            boolean demandShift) {
        public Inputs {
            elasticityWeights = List.copyOf(elasticityWeights);
            curveWeights = List.copyOf(curveWeights);
        }
    }
}
