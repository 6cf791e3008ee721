package io.evently.pricing.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** An event of 300 seats at 50.00, on sale for 60 days, and what else the tests of the model need. */
final class Sales {
    static final Instant ON_SALE = Instant.parse("2026-03-02T00:00:00Z");
    static final Instant START = ON_SALE.plus(Duration.ofDays(60));
    static final PricedEvent EVENT = event("50.00", 300);
    static final DemandPrior PRIOR = new DemandPrior(130, 0.6, 1.3, 0.4, 1.88);

    private Sales() {}

    static PricedEvent event(String basePrice, int capacity) {
        return new PricedEvent(new BigDecimal(basePrice), "EUR", capacity, ON_SALE, START);
    }

    static PriceAdvisor advisor(PricedEvent event) {
        return new PriceAdvisor(event, PRIOR, CurvePrior.known(CurveShape.ASSUMED), PriceRules.usual(event));
    }

    static Instant day(double day) {
        return ON_SALE.plusSeconds(Math.round(day * 86_400));
    }

    static SalesInterval sold(double fromDay, double toDay, double orders, String price) {
        return SalesInterval.open(day(fromDay), day(toDay), orders, new BigDecimal(price));
    }

    /** With so many times the orders that were forecast at the base price, for so many days. */
    static DemandState paced(PriceAdvisor advisor, double pace, int days) {
        BookingCurve curve = BookingCurve.of(CurveShape.ASSUMED, ON_SALE, START);
        DemandState state = advisor.unseen();
        for (int day = 0; day < days; day++) {
            double orders = pace * PRIOR.orders() * curve.mass(day(day), day(day + 1));
            state = advisor.after(state, sold(day, day + 1, orders, "50.00"));
        }
        return state;
    }

    static SalesSituation standing(int seatsLeft, String price, double day) {
        return new SalesSituation(seatsLeft, new BigDecimal(price), day(day), PriceHistory.NONE);
    }
}
