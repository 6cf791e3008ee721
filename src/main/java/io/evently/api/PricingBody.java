package io.evently.api;

import com.fasterxml.jackson.databind.util.RawValue;
import io.evently.pricing.EventPricing;
import io.evently.pricing.PriceChange;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.model.Recommendation;
import io.evently.pricing.model.Recommendation.Factors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices as the API shows them. Shares have four decimal places. */
final class PricingBody {
    private static final int PLACES = 4;

    private PricingBody() {}

    /** One event in the list of recommendations. */
    static Map<String, @Nullable Object> listed(EventPricing event) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("event_id", event.eventId());
        body.put("event_name", event.eventName());
        body.put("event_date", event.eventDate());
        body.put("current_price", event.currentPrice());
        body.put("currency", event.currency());
        body.put("mode", event.plan().mode().code());
        Recommendation it = event.recommendation();
        body.put("recommended_price", it == null ? event.currentPrice() : it.recommendedPrice());
        body.put("confidence", it == null ? null : share(it.confidence()));
        body.put(
                "reason",
                it == null || it.reasons().isEmpty() ? "" : it.reasons().get(0));
        body.put("expected_revenue_increase", it == null ? null : share(it.expectedRevenueIncrease()));
        return body;
    }

    /** Everything about one event. */
    static Map<String, @Nullable Object> whole(EventPricing event) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("event_id", event.eventId());
        body.put("event_name", event.eventName());
        body.put("event_date", event.eventDate());
        body.put("status", event.status());
        body.put("version", event.version());
        body.put("base_price", event.basePrice());
        body.put("current_price", event.currentPrice());
        body.put("currency", event.currency());
        Recommendation it = event.recommendation();
        body.put("dynamic_multiplier", multiplier(event));
        body.put("factors", it == null ? null : factors(it.factors()));
        body.put("recommended_price", it == null ? event.currentPrice() : it.recommendedPrice());
        body.put("confidence", it == null ? null : share(it.confidence()));
        body.put("expected_revenue_increase", it == null ? null : share(it.expectedRevenueIncrease()));
        body.put("expected_demand_change", it == null ? null : share(it.demandChange()));
        body.put("reasoning", it == null ? List.of() : it.reasons());
        body.put(
                "not_applied_because",
                it == null
                        ? List.of()
                        : it.holds().stream()
                                .sorted()
                                .map(hold -> hold.name().toLowerCase(Locale.ROOT))
                                .toList());
        body.put("plan", plan(event.plan()));
        body.put(
                "price_history",
                event.history().stream().map(PricingBody::change).toList());
        return body;
    }

    /** A share as a person writes it, {@code +15%}; null stays null. */
    static @Nullable String percent(@Nullable Double share) {
        if (share == null) {
            return null;
        }
        BigDecimal percent = BigDecimal.valueOf(share * 100)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return (percent.signum() < 0 ? "" : "+") + percent.toPlainString() + '%';
    }

    private static @Nullable BigDecimal multiplier(EventPricing event) {
        return event.basePrice().signum() == 0
                ? null
                : event.currentPrice().divide(event.basePrice(), PLACES, RoundingMode.HALF_UP);
    }

    private static Map<String, @Nullable Object> factors(Factors factors) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("demand", share(factors.demand()));
        body.put("availability", share(factors.availability()));
        body.put("time_to_event", share(factors.timeToEvent()));
        return body;
    }

    private static Map<String, @Nullable Object> plan(PricingPlan plan) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("mode", plan.mode().code());
        body.put("min_price", plan.minPrice());
        body.put("max_price", plan.maxPrice());
        body.put("monotone_up", plan.monotoneUp());
        body.put("max_changes", plan.maxChanges());
        body.put("hold_out", plan.holdOut());
        return body;
    }

    private static Map<String, @Nullable Object> change(PriceChange change) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("date", LocalDate.ofInstant(change.at(), ZoneOffset.UTC).toString());
        body.put("at", change.at());
        body.put("price", change.price());
        body.put("currency", change.currency());
        body.put("version", change.version());
        body.put("cause", change.cause().code());
        body.put("reason", change.reason());
        body.put("changed_by", change.changedBy());
        body.put("inputs", change.inputs() == null ? null : new RawValue(change.inputs()));
        return body;
    }

    private static BigDecimal share(double value) {
        return BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP);
    }
}
