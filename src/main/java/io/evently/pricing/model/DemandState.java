package io.evently.pricing.model;

import java.time.Instant;
import java.util.List;

/**
 * All that an event's sales have taught: a few sums, each of which forgets by 5 % a day. Plain numbers, made to be stored and
 * read again. Immutable.
 *
 * @param through up to which moment sales are counted
 * @param orders sum of the orders (D)
 * @param priceSum sum over the orders of price over base price minus 1 (S)
 * @param curveLogs for each curve: sum over the orders of the logarithm of the share of all orders that it expected then
 * @param exposures for each curve and each elasticity: the share of all orders that should have come at these prices (E)
 * @param shifted whether the latest interval had a number of orders that nothing believed before could explain
 */
public record DemandState(
        Instant through,
        double orders,
        double priceSum,
        List<Double> curveLogs,
        List<Double> exposures,
        boolean shifted) {
    public DemandState {
        curveLogs = List.copyOf(curveLogs);
        exposures = List.copyOf(exposures);
    }
}
