package io.evently.bench.pricing;

import io.evently.pricing.model.CurvePrior;
import io.evently.pricing.model.DemandPrior;
import io.evently.pricing.model.DemandState;
import io.evently.pricing.model.PriceAdvisor;
import io.evently.pricing.model.PriceHistory;
import io.evently.pricing.model.PriceRules;
import io.evently.pricing.model.PricedEvent;
import io.evently.pricing.model.SalesInterval;
import io.evently.pricing.model.SalesSituation;
import java.util.Arrays;

/**
 * How long one recommendation takes, in ms, for an event with many seats in the middle of its sale; the first ones, in which
 * the code is compiled, are left out.
 *
 * @param seats of the event
 * @param curves that are thought possible
 * @param recommendations measured
 * @param median of them
 * @param p99 that 99 % stay below
 */
record Latency(int seats, int curves, int recommendations, double median, double p99) {
    private static final int SEATS = 1_500;
    private static final int WARM_UP = 3_000;
    private static final int MEASURED = 5_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int HOUR = Market.HOURS / 2;

    static Latency of(CurvePrior curves) {
        PricedEvent event = AdvisedPrice.event(SEATS);
        PriceAdvisor advisor = new PriceAdvisor(event, DemandPrior.coldStart(SEATS), curves, PriceRules.usual(event));
        DemandState state = advisor.unseen();
        for (int hour = 0; hour < HOUR; hour += 24) {
            state = advisor.after(
                    state, SalesInterval.open(Category.at(hour), Category.at(hour + 24), 12, event.basePrice()));
        }
        double[] millis = new double[MEASURED];
        double kept = 0;
        for (int i = -WARM_UP; i < MEASURED; i++) {
            SalesSituation situation = new SalesSituation(
                    SEATS - Math.floorMod(i, 50), event.basePrice(), Category.at(HOUR), PriceHistory.NONE);
            long begin = System.nanoTime();
            kept += advisor.recommend(state, situation).confidence();
            long end = System.nanoTime();
            millis[Math.max(0, i)] = (end - begin) / NANOS_PER_MILLI;
        }
        if (!(kept >= 0)) {
            throw new IllegalStateException("confidence was " + kept);
        }
        Arrays.sort(millis);
        return new Latency(
                SEATS, curves.shapes().size(), MEASURED, millis[MEASURED / 2], millis[(int) (0.99 * MEASURED)]);
    }
}
