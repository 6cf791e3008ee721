package io.evently.pricing.service;

import io.evently.pricing.model.CurveCounts;
import io.evently.pricing.model.CurvePrior;
import io.evently.pricing.model.CurveShape;
import io.evently.pricing.model.DemandPrior;

/**
 * What the events of a shard that are over have taught: when orders come, how many, and of what size. Events that sold out early are
 * left out, for nobody knows how many orders they would have had.
 *
 * @param events how many
 * @param orders of them
 * @param seats of these orders
 * @param capacity seats of these events in all
 * @param curve when the orders came
 */
record Experience(int events, long orders, long seats, long capacity, CurveCounts curve) {
    static final Experience NONE = new Experience(0, 0, 0, 0, CurveCounts.NONE);

    /** So many events before their average tells more than an assumption. */
    private static final int ENOUGH_EVENTS = 8;

    private static final int ENOUGH_ORDERS = 50;

    /** With one more event. */
    Experience plus(long itsOrders, long itsSeats, int itsCapacity, CurveCounts together) {
        return new Experience(events + 1, orders + itsOrders, seats + itsSeats, capacity + itsCapacity, together);
    }

    CurvePrior curves() {
        return CurvePrior.around(curve.blendedWith(CurveShape.ASSUMED));
    }

    /** What to expect of an event with so many seats. */
    DemandPrior demand(int seatsInAll) {
        DemandPrior cold = DemandPrior.coldStart(seatsInAll);
        double orderSize = orders < ENOUGH_ORDERS ? cold.orderSize() : Math.max(1, (double) seats / orders);
        return events < ENOUGH_EVENTS || orders == 0
                ? DemandPrior.coldStart(seatsInAll)
                : DemandPrior.forecast(Math.max(1, (double) seatsInAll * orders / capacity), orderSize);
    }
}
