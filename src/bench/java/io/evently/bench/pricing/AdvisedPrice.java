package io.evently.bench.pricing;

import io.evently.pricing.model.CurvePrior;
import io.evently.pricing.model.DemandPrior;
import io.evently.pricing.model.DemandState;
import io.evently.pricing.model.PriceAdvisor;
import io.evently.pricing.model.PriceHistory;
import io.evently.pricing.model.PriceRules;
import io.evently.pricing.model.PricedEvent;
import io.evently.pricing.model.Recommendation;
import io.evently.pricing.model.SalesInterval;
import io.evently.pricing.model.SalesSituation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * The product: looks at the price every four hours, and applies what it may apply automatically, with all rails.
 * Sees orders and seats, nothing else of the market.
 */
final class AdvisedPrice implements Policy {
    private static final String CURRENCY = "EUR";
    private static final int DAY = 24;

    /** Hours between two looks at a price. */
    private static final int LOOK = 4;

    private final PriceAdvisor advisor;
    private final PriceRules rules;
    private final BiConsumer<Integer, Recommendation> watcher;
    private DemandState state;
    private BigDecimal price;
    private PriceHistory history = PriceHistory.NONE;
    private final boolean automatic;
    private BigDecimal next;
    private int since;
    private int orders;
    private int refused;
    private int seatsBefore;
    private int openHours;

    private AdvisedPrice(
            PricedEvent event,
            PriceRules rules,
            DemandPrior prior,
            CurvePrior curves,
            boolean automatic,
            BiConsumer<Integer, Recommendation> watcher) {
        this.automatic = automatic;
        this.advisor = new PriceAdvisor(event, prior, curves, rules);
        this.rules = rules;
        this.watcher = watcher;
        this.state = advisor.unseen();
        this.price = event.basePrice();
        this.next = event.basePrice();
    }

    /** Applies what it may; watched are the recommendations, each with its hour. */
    static AdvisedPrice automatic(
            int seats, DemandPrior prior, CurvePrior curves, BiConsumer<Integer, Recommendation> watcher) {
        PricedEvent event = event(seats);
        return new AdvisedPrice(event, PriceRules.usual(event), prior, curves, true, watcher);
    }

    /** Applies every gain that is expected, however uncertain it is and however small; all other rails are on. */
    static AdvisedPrice ungated(int seats, DemandPrior prior, CurvePrior curves) {
        PricedEvent event = event(seats);
        return new AdvisedPrice(
                event, PriceRules.usual(event).withGates(0, 0), prior, curves, true, (hour, recommendation) -> {});
    }

    /** Recommends only: the price stays. */
    static AdvisedPrice watching(
            int seats, DemandPrior prior, CurvePrior curves, BiConsumer<Integer, Recommendation> watcher) {
        PricedEvent event = event(seats);
        return new AdvisedPrice(event, PriceRules.usual(event), prior, curves, false, watcher);
    }

    static PricedEvent event(int seats) {
        BigDecimal base = BigDecimal.valueOf(Market.BASE_PRICE).setScale(2);
        return new PricedEvent(base, CURRENCY, seats, Category.ON_SALE, Category.START);
    }

    @Override
    public double priceAt(int hour, int seatsLeft) {
        if (hour > 0 && hour % LOOK == 0) {
            DemandState seen = seen(hour);
            boolean changed = mayChange(hour) && changed(hour, seatsLeft, seen);
            if (changed || hour % DAY == 0) {
                close(hour, seen);
            }
        }
        openHours += seatsLeft > 0 ? 1 : 0;
        seatsBefore = seatsLeft;
        return price.doubleValue();
    }

    @Override
    public void ordered(boolean served) {
        if (served) {
            orders++;
        } else if (seatsBefore > 0) {
            refused++;
        }
    }

    // Asking while a change is forbidden anyway would only take time.
    private boolean mayChange(int hour) {
        Instant last = history.lastAutomatic();
        return last == null || !Category.at(hour).isBefore(last.plus(rules.betweenChanges()));
    }

    private boolean changed(int hour, int seatsLeft, DemandState seen) {
        SalesSituation situation = new SalesSituation(seatsLeft, price, Category.at(hour), history);
        Recommendation recommendation = advisor.recommend(seen, situation);
        watcher.accept(hour, recommendation);
        if (automatic && recommendation.automatic()) {
            next = recommendation.recommendedPrice();
            history = history.changed(situation.now());
            return true;
        }
        return false;
    }

    private DemandState seen(int hour) {
        return hour == since
                ? state
                : advisor.after(
                        state,
                        new SalesInterval(
                                Category.at(since),
                                Category.at(hour),
                                orders,
                                refused,
                                (double) openHours / (hour - since),
                                price));
    }

    private void close(int hour, DemandState seen) {
        state = seen;
        price = next;
        since = hour;
        orders = 0;
        refused = 0;
        openHours = 0;
    }
}
