package io.evently.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the organiser of an event chose.
 *
 * @param minPrice no price is set below it; null: half the base price, and only for prices that nobody sets by hand
 * @param maxPrice no price is set above it; null: two and a half times the base price, and only for prices that nobody sets by hand
 * @param monotoneUp whether the price may never fall by itself, so that nobody pays less than those who booked before them
 * @param maxChanges most automatic changes over the whole sale; null for no limit
 * @param holdOut whether the event is in the hold-out group, whose prices stay, so that there is something to compare with
 */
public record PricingPlan(
        PricingMode mode,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        boolean monotoneUp,
        @Nullable Integer maxChanges,
        boolean holdOut) {
    /** Of an event whose organiser chose nothing. */
    public static final PricingPlan USUAL = new PricingPlan(PricingMode.RECOMMEND, null, null, false, null, false);
}
