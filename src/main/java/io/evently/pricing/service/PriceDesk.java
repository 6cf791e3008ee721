package io.evently.pricing.service;

import io.evently.pricing.EventPricing;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.model.DemandState;
import io.evently.pricing.model.PriceAdvisor;
import io.evently.pricing.model.PriceRules;
import io.evently.pricing.model.PricedEvent;
import io.evently.pricing.model.Recommendation;
import io.evently.pricing.model.SalesInterval;
import io.evently.pricing.model.SalesSituation;
import io.evently.pricing.service.EventSales.Learnt;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the sales of an event and says what a seat should cost. Pure arithmetic, up to some milliseconds for an event that nobody has
 * looked at for a year: for workers.
 */
final class PriceDesk {
    private PriceDesk() {}

    /**
     * What came of looking at an event.
     *
     * @param learnt to be kept; null when nothing new was
     * @param now all that is known at this moment, for questions about other prices; null for an event that is not on sale
     */
    record Look(
            EventPricing pricing,
            @Nullable Learnt learnt,
            @Nullable Knowledge now) {}

    /** An advisor and what it knows. */
    record Knowledge(PriceAdvisor advisor, DemandState state, SalesSituation situation) {}

    static Look look(EventSales event, Experience experience, Instant now) {
        if (!event.status().equals("active")
                || !now.isBefore(event.date())
                || !event.onSaleSince().isBefore(event.date())) {
            return new Look(pricing(event, null), null, null);
        }
        PriceAdvisor advisor = advisor(event, experience);
        Learnt kept = event.usable();
        DemandState state = kept == null || !advisor.fits(kept.state()) ? advisor.unseen() : kept.state();
        Instant closed = min(now, event.counted()).truncatedTo(ChronoUnit.DAYS);
        DemandState whole = state;
        DemandState all = state;
        for (SalesInterval interval : SalesIntervals.between(state.through(), now, event)) {
            all = advisor.after(all, interval);
            whole = interval.to().isAfter(closed) ? whole : all;
        }
        SalesSituation situation =
                new SalesSituation(Math.max(0, event.seatsLeft()), event.price(), now, event.changes());
        Recommendation recommendation = advisor.recommend(all, situation).prudent();
        Learnt learnt = whole.through().isAfter(state.through()) ? new Learnt(event.basePrice(), whole) : null;
        return new Look(pricing(event, recommendation), learnt, new Knowledge(advisor, all, situation));
    }

    private static PriceAdvisor advisor(EventSales event, Experience experience) {
        PricedEvent priced = new PricedEvent(
                event.basePrice(), event.currency(), event.capacity(), event.onSaleSince(), event.date());
        return new PriceAdvisor(
                priced, experience.demand(event.capacity()), experience.curves(), rules(event.plan(), priced));
    }

    private static PriceRules rules(PricingPlan plan, PricedEvent event) {
        PriceRules usual = PriceRules.usual(event);
        BigDecimal least = Optional.ofNullable(plan.minPrice()).orElse(usual.minPrice());
        BigDecimal most = Optional.ofNullable(plan.maxPrice()).orElse(usual.maxPrice());
        return usual.withLimits(
                        plan.minPrice() == null ? least.min(most) : least,
                        plan.maxPrice() == null ? most.max(least) : most)
                .with(usual.ending(), plan.monotoneUp(), plan.maxChanges());
    }

    private static EventPricing pricing(EventSales event, @Nullable Recommendation recommendation) {
        return new EventPricing(
                event.id(),
                event.name(),
                event.date(),
                event.status(),
                event.version(),
                event.basePrice(),
                event.price(),
                event.currency(),
                event.plan(),
                recommendation,
                event.history());
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
