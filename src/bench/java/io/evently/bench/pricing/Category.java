package io.evently.bench.pricing;

import io.evently.pricing.model.CurveBuckets;
import io.evently.pricing.model.CurveCounts;
import io.evently.pricing.model.CurveShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is known of a category: the booking curve of events that were sold at a fixed price before. */
final class Category {
    static final Instant ON_SALE = Instant.parse("2026-03-02T00:00:00Z");
    static final Instant START = ON_SALE.plus(Duration.ofDays(Market.DAYS));

    private static final int EVENTS = 20;
    private static final int SEATS = 300;
    private static final double LOAD = 0.6;
    private static final long SEED = 7_000_001;

    private Category() {}

    /** From simulated events that did not sell out. */
    static CurveShape curve(Shape shape) {
        CurveCounts counts = CurveCounts.NONE;
        for (int event = 0; event < EVENTS; event++) {
            Market market =
                    Market.of(SEATS, LOAD, new Willingness.Exponential(1)).with(shape);
            counts = counted(counts, market, Customers.of(market, SEED + event));
        }
        return counts.blendedWith(CurveShape.ASSUMED);
    }

    static Instant at(double hour) {
        return ON_SALE.plusSeconds(Math.round(hour * 3_600));
    }

    private static CurveCounts counted(CurveCounts counts, Market market, Customers customers) {
        List<Double> buckets = zeros(CurveBuckets.COUNT);
        List<Double> weekdays = zeros(7);
        List<Double> hours = zeros(24);
        for (int customer = 0; customer < customers.count(); customer++) {
            if (customers.buys(customer, 1, market.willingness())) {
                Instant at = at(customers.hour(customer));
                count(buckets, CurveBuckets.of(ON_SALE, START, at));
                int hour = (int) customers.hour(customer);
                count(weekdays, hour / 24 % 7);
                count(hours, hour % 24);
            }
        }
        return counts.plus(ON_SALE, START, buckets, weekdays, hours);
    }

    private static void count(List<Double> counts, int index) {
        counts.set(index, counts.get(index) + 1);
    }

    private static List<Double> zeros(int size) {
        return new ArrayList<>(Collections.nCopies(size, 0.0));
    }
}
