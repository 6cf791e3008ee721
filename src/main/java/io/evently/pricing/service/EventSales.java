package io.evently.pricing.service;

import io.evently.pricing.PriceChange;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.model.DemandState;
import io.evently.pricing.model.PriceHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an event whose price is thought about.
 *
 * @param counted up to here every sale is counted
 * @param learnt from the days that have passed; null when nothing was kept
 * @param history of the price, the first one first
 * @param sales that are not in {@code learnt}, in the order of their hours
 */
record EventSales(
        UUID id,
        String name,
        Instant date,
        Instant onSaleSince,
        int capacity,
        int seatsLeft,
        BigDecimal price,
        String currency,
        String status,
        int version,
        BigDecimal basePrice,
        PricingPlan plan,
        PriceHistory changes,
        Instant counted,
        @Nullable Learnt learnt,
        List<PriceChange> history,
        List<SalesRow> sales) {

    /** What was learnt of prices relative to a base price. */
    record Learnt(BigDecimal basePrice, DemandState state) {}

    /** What was kept and still holds: nothing once the base price is another. */
    @Nullable
    Learnt usable() {
        return learnt != null && learnt.basePrice().compareTo(basePrice) == 0 ? learnt : null;
    }

    EventSales with(List<PriceChange> prices, List<SalesRow> counts) {
        return new EventSales(
                id,
                name,
                date,
                onSaleSince,
                capacity,
                seatsLeft,
                price,
                currency,
                status,
                version,
                basePrice,
                plan,
                changes,
                counted,
                learnt,
                prices,
                counts);
    }
}
