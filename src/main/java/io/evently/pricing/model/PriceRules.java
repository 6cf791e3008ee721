package io.evently.pricing.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an organiser allows automatic pricing to do.
 *
 * @param minPrice no recommendation is below it; more than 0
 * @param maxPrice no recommendation is above it; at least {@code minPrice}
 * @param ending which prices look right
 * @param maxChange largest change at a time, as a share of the current price; more than 0, less than 1
 * @param ignoreBelow smallest change that is worth making, as a share of the current price; at least 0
 * @param betweenChanges least time between two automatic changes
 * @param quietBeforeStart there is no automatic change in the last such time
 * @param freezeAfterManual there is no automatic change for so long after one by hand
 * @param leastConfidence that an automatic change needs, 0-1
 * @param leastIncrease of the revenue to come that an automatic change needs, as a share
 * @param monotoneUp whether the price may never fall, so that nobody pays less than those who booked before them
 * @param maxChanges most automatic changes over the whole sale, at least 0; null for no limit
 */
public record PriceRules(
        BigDecimal minPrice,
        BigDecimal maxPrice,
        PriceEnding ending,
        double maxChange,
        double ignoreBelow,
        Duration betweenChanges,
        Duration quietBeforeStart,
        Duration freezeAfterManual,
        double leastConfidence,
        double leastIncrease,
        boolean monotoneUp,
        @Nullable Integer maxChanges) {
    private static final BigDecimal USUAL_LEAST = new BigDecimal("0.5");
    private static final BigDecimal USUAL_MOST = new BigDecimal("2.5");
    private static final double USUAL_CHANGE = 0.15;
    private static final double USUAL_IGNORED = 0.02;
    private static final double USUAL_CONFIDENCE = 0.6;
    private static final double USUAL_INCREASE = 0.01;
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration QUIET = Duration.ofHours(2);

    public PriceRules {
        require(minPrice.signum() > 0, "minPrice must be > 0", minPrice);
        require(maxPrice.compareTo(minPrice) >= 0, "maxPrice must be >= minPrice", maxPrice);
        require(maxChange > 0 && maxChange < 1, "maxChange must be above 0 and below 1", maxChange);
        require(ignoreBelow >= 0 && ignoreBelow < 1, "ignoreBelow must be >= 0 and below 1", ignoreBelow);
        require(!betweenChanges.isNegative(), "betweenChanges must be >= 0", betweenChanges);
        require(!quietBeforeStart.isNegative(), "quietBeforeStart must be >= 0", quietBeforeStart);
        require(!freezeAfterManual.isNegative(), "freezeAfterManual must be >= 0", freezeAfterManual);
        require(leastConfidence >= 0 && leastConfidence <= 1, "leastConfidence must be 0-1", leastConfidence);
        require(leastIncrease >= 0 && leastIncrease < Double.MAX_VALUE, "leastIncrease must be >= 0", leastIncrease);
        require(maxChanges == null || maxChanges >= 0, "maxChanges must be >= 0", maxChanges);
    }

    /**
     * Half to two and a half times the base price, 15 % at a time, once a day. An event that is free has no use for them, and
     * gets the smallest price of its currency as both limits.
     */
    public static PriceRules usual(PricedEvent event) {
        BigDecimal unit = BigDecimal.ONE.movePointLeft(event.places());
        BigDecimal least = event.basePrice()
                .multiply(USUAL_LEAST)
                .setScale(event.places(), RoundingMode.CEILING)
                .max(unit);
        BigDecimal most = event.basePrice()
                .multiply(USUAL_MOST)
                .setScale(event.places(), RoundingMode.FLOOR)
                .max(least);
        return new PriceRules(
                least,
                most,
                PriceEnding.usual(event.basePrice(), event.places()),
                USUAL_CHANGE,
                USUAL_IGNORED,
                DAY,
                QUIET,
                DAY,
                USUAL_CONFIDENCE,
                USUAL_INCREASE,
                false,
                null);
    }

    /** With other limits. */
    public PriceRules withLimits(BigDecimal least, BigDecimal most) {
        return new PriceRules(
                least,
                most,
                ending,
                maxChange,
                ignoreBelow,
                betweenChanges,
                quietBeforeStart,
                freezeAfterManual,
                leastConfidence,
                leastIncrease,
                monotoneUp,
                maxChanges);
    }

    /** With other conditions for an automatic change. */
    public PriceRules withGates(double confidence, double increase) {
        return new PriceRules(
                minPrice,
                maxPrice,
                ending,
                maxChange,
                ignoreBelow,
                betweenChanges,
                quietBeforeStart,
                freezeAfterManual,
                confidence,
                increase,
                monotoneUp,
                maxChanges);
    }

    /** With other choices of the organiser. */
    public PriceRules with(PriceEnding otherEnding, boolean upOnly, @Nullable Integer mostChanges) {
        return new PriceRules(
                minPrice,
                maxPrice,
                otherEnding,
                maxChange,
                ignoreBelow,
                betweenChanges,
                quietBeforeStart,
                freezeAfterManual,
                leastConfidence,
                leastIncrease,
                upOnly,
                mostChanges);
    }

    private static void require(boolean holds, String rule, @Nullable Object was) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + was);
        }
    }
}
