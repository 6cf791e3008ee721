package io.evently.bench.cost;

import io.evently.bench.result.Spread;

/**
 * One measured cost.
 *
 * @param each per piece, over the runs
 */
public record Cost(String what, String unit, Spread each) {
    String line() {
        return String.format("%-58s %10.2f %s  (%.2f–%.2f)", what, each.median(), unit, each.min(), each.max());
    }
}
