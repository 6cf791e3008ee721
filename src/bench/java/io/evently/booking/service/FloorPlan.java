package io.evently.booking.service;

import io.evently.booking.service.FloorCase.Spread;
import io.evently.booking.service.FloorCase.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be measured straight against PostgreSQL.
 *
 * @param batches wishes in one flush statement, each at least 1
 * @param inFlight flush statements under way at once per shard, each at least 1
 * @param plainInFlight plain transactions under way at once per shard; more than the pool has connections only wait
 * @param warmUp before each measurement
 * @param measured of each measurement
 * @param runs of everything, in turns, so that a slow minute meets all alike
 * @param keys whether each wish carries an idempotency key
 */
public record FloorPlan(
        List<Integer> batches,
        List<Integer> inFlight,
        List<Integer> plainInFlight,
        Duration warmUp,
        Duration measured,
        int runs,
        boolean keys) {

    public FloorPlan {
        batches = List.copyOf(batches);
        inFlight = List.copyOf(inFlight);
        plainInFlight = List.copyOf(plainInFlight);
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be >= 1, was " + runs);
        }
        if (measured.isNegative() || measured.isZero()) {
            throw new IllegalArgumentException("what is measured must take some time");
        }
    }

    List<FloorCase> cases() {
        List<FloorCase> cases = new ArrayList<>();
        for (Spread spread : Spread.values()) {
            for (int batch : batches) {
                inFlight.forEach(count -> cases.add(new FloorCase(Way.FLUSH, spread, batch, count)));
            }
            plainInFlight.forEach(count -> cases.add(new FloorCase(Way.PLAIN, spread, 1, count)));
        }
        return cases;
    }
}
