package io.evently.pricing.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps every change of a price within what its organiser allows. Immutable. */
public final class GuardRails {
    private final PricedEvent event;
    private final PriceRules rules;

    public GuardRails(PricedEvent event, PriceRules rules) {
        this.event = event;
        this.rules = rules;
    }

    /** What kept a recommendation from the price that the model thinks best. */
    public enum Rail {
        /** Nothing did. */
        NONE,
        /** The largest change at a time. */
        STEP,
        /** The lowest or highest price that the organiser allows. */
        LIMIT,
        /** Prices may not fall. */
        MONOTONE,
        /** The change would be too small to be worth making. */
        SMALL
    }

    /**
     * A price within the rails.
     *
     * @param price the current one where nothing else is allowed
     * @param rail what kept it from the target
     */
    public record Railed(BigDecimal price, Rail rail) {}

    /** The allowed price nearest to a target, with the ending that the organiser wants. */
    public Railed rail(double target, BigDecimal current) {
        if (outside(current)) {
            return new Railed(current.max(rules.minPrice()).min(rules.maxPrice()), Rail.LIMIT);
        }
        BigDecimal least = least(current);
        BigDecimal most = most(current);
        Optional<BigDecimal> price = least.compareTo(most) > 0
                ? Optional.empty()
                : rules.ending().nearest(target, least, most).map(found -> found.setScale(event.places()));
        if (price.isEmpty() || small(current, price.get())) {
            boolean wanted = Math.abs(target / current.doubleValue() - 1) >= rules.ignoreBelow();
            return new Railed(current, wanted ? reached(target, current) : Rail.SMALL);
        }
        return new Railed(price.get(), reached(target, current));
    }

    /** What forbids an automatic change to another price now, whatever the model thinks of it; empty if nothing does. */
    public Set<Hold> holds(BigDecimal current, BigDecimal next, int seatsLeft, Instant now, PriceHistory history) {
        List<Hold> holds = new ArrayList<>();
        add(holds, event.free(), Hold.FREE);
        add(holds, seatsLeft <= 0, Hold.SOLD_OUT);
        add(holds, !now.isBefore(event.startsAt()), Hold.OVER);
        add(holds, !now.isBefore(event.startsAt().minus(rules.quietBeforeStart())), Hold.LAST_HOURS);
        add(holds, within(rules.betweenChanges(), history.lastAutomatic(), now), Hold.TOO_SOON);
        add(holds, within(rules.freezeAfterManual(), history.lastManual(), now), Hold.AFTER_MANUAL);
        Integer most = rules.maxChanges();
        add(holds, most != null && history.automaticChanges() >= most, Hold.CHANGES_USED_UP);
        add(holds, outside(current) || outside(next), Hold.OUTSIDE_LIMITS);
        add(holds, current.compareTo(next) == 0 || !step(current, next), Hold.NO_CHANGE);
        return holds.isEmpty() ? EnumSet.noneOf(Hold.class) : EnumSet.copyOf(holds);
    }

    private boolean step(BigDecimal current, BigDecimal next) {
        return next.compareTo(least(current)) >= 0 && next.compareTo(most(current)) <= 0 && !small(current, next);
    }

    private BigDecimal least(BigDecimal current) {
        BigDecimal step = times(current, 1 - rules.maxChange(), RoundingMode.CEILING);
        return step.max(rules.minPrice()).max(rules.monotoneUp() ? current : step);
    }

    private BigDecimal most(BigDecimal current) {
        return times(current, 1 + rules.maxChange(), RoundingMode.FLOOR).min(rules.maxPrice());
    }

    private BigDecimal times(BigDecimal price, double factor, RoundingMode rounding) {
        return price.multiply(BigDecimal.valueOf(factor)).setScale(event.places(), rounding);
    }

    private boolean small(BigDecimal current, BigDecimal next) {
        return next.subtract(current).abs().compareTo(current.multiply(BigDecimal.valueOf(rules.ignoreBelow()))) < 0
                || next.compareTo(current) == 0;
    }

    private boolean outside(BigDecimal price) {
        return price.compareTo(rules.minPrice()) < 0 || price.compareTo(rules.maxPrice()) > 0;
    }

    private Rail reached(double target, BigDecimal current) {
        double now = current.doubleValue();
        if (rules.monotoneUp() && target < now) {
            return Rail.MONOTONE;
        }
        if (target > now * (1 + rules.maxChange()) || target < now * (1 - rules.maxChange())) {
            return Rail.STEP;
        }
        boolean atLimit = target >= rules.maxPrice().doubleValue()
                || target <= rules.minPrice().doubleValue();
        return atLimit ? Rail.LIMIT : Rail.NONE;
    }

    private static boolean within(Duration time, @Nullable Instant since, Instant now) {
        return since != null && now.isBefore(since.plus(time));
    }

    private static void add(List<Hold> holds, boolean applies, Hold hold) {
        if (applies) {
            holds.add(hold);
        }
    }
}
