package io.evently.pricing.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The rails of automatic prices")
class GuardRailsTest {
    private static final int STEPS = 1_000_000;
    private static final int STEPS_OF_A_SALE = 200;

    @Test
    @DisplayName("hold over a million random steps")
    void millionSteps() {
        assertThat(violations(true)).isZero();
    }

    @Test
    @DisplayName("are what holds: without them the same steps break every rule")
    void withoutRails() {
        assertThat(violations(false)).isGreaterThan(STEPS / 2);
    }

    // Prices wander through whole sales; each change is judged here by means of its own.
    private static int violations(boolean railed) {
        Random random = new Random(42);
        int violations = 0;
        for (int sale = 0; sale < STEPS / STEPS_OF_A_SALE; sale++) {
            boolean yen = random.nextInt(4) == 0;
            BigDecimal base = BigDecimal.valueOf(1 + random.nextInt(20_000), yen ? 0 : 2);
            PricedEvent event = new PricedEvent(base, yen ? "JPY" : "EUR", 100, Sales.ON_SALE, Sales.START);
            PriceRules rules = rules(random, event);
            violations += violations(random, event, rules, railed);
        }
        return violations;
    }

    private static PriceRules rules(Random random, PricedEvent event) {
        PriceRules usual = PriceRules.usual(event);
        BigDecimal step = BigDecimal.ONE.movePointLeft(event.places());
        PriceEnding ending =
                random.nextBoolean() ? usual.ending() : new PriceEnding(step.multiply(BigDecimal.TEN), step);
        return usual.with(ending, random.nextInt(4) == 0, random.nextInt(3) == 0 ? random.nextInt(10) : null);
    }

    private static int violations(Random random, PricedEvent event, PriceRules rules, boolean railed) {
        GuardRails rails = new GuardRails(event, rules);
        BigDecimal price = event.basePrice().max(rules.minPrice()).min(rules.maxPrice());
        PriceHistory history = PriceHistory.NONE;
        int violations = 0;
        Instant now = Sales.ON_SALE;
        for (int step = 0; step < STEPS_OF_A_SALE; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(900)));
            if (random.nextInt(30) == 0) {
                history = history.set(now);
            }
            double target = price.doubleValue() * Math.exp(random.nextGaussian() * 0.4);
            BigDecimal next = railed
                    ? rails.rail(target, price).price()
                    : BigDecimal.valueOf(target).setScale(3, RoundingMode.HALF_UP);
            int seats = random.nextInt(100);
            if (!railed || rails.holds(price, next, seats, now, history).isEmpty()) {
                violations += broken(event, rules, price, next, seats, now, history) ? 1 : 0;
                price = next.signum() > 0 ? next : price;
                history = history.changed(now);
            }
        }
        return violations;
    }

    private static boolean broken(
            PricedEvent event,
            PriceRules rules,
            BigDecimal price,
            BigDecimal next,
            int seats,
            Instant now,
            PriceHistory history) {
        double ratio = next.doubleValue() / price.doubleValue();
        Integer most = rules.maxChanges();
        BigDecimal multiple = next.divide(event.basePrice(), 9, RoundingMode.HALF_UP);
        return multiple.compareTo(new BigDecimal("0.5")) < 0
                || multiple.compareTo(new BigDecimal("2.5")) > 0
                || ratio > 1.15 + 1e-12
                || ratio < 0.85 - 1e-12
                || Math.abs(ratio - 1) < 0.02 - 1e-12
                || next.stripTrailingZeros().scale() > event.places()
                || seats == 0
                || (rules.monotoneUp() && ratio < 1)
                || (most != null && history.automaticChanges() >= most)
                || lessThanADay(history.lastAutomatic(), now)
                || lessThanADay(history.lastManual(), now)
                || Duration.between(now, event.startsAt()).compareTo(Duration.ofHours(2)) <= 0;
    }

    private static boolean lessThanADay(@Nullable Instant since, Instant now) {
        return since != null && Duration.between(since, now).compareTo(Duration.ofDays(1)) < 0;
    }

    @Test
    @DisplayName("leave a price alone that somebody set outside the limits")
    void outsideLimits() {
        PriceRules rules = PriceRules.usual(Sales.EVENT).withLimits(new BigDecimal("40.00"), new BigDecimal("60.00"));
        GuardRails rails = new GuardRails(Sales.EVENT, rules);
        BigDecimal current = new BigDecimal("90.00");
        GuardRails.Railed railed = rails.rail(95, current);
        assertThat(railed.price()).isEqualByComparingTo("60.00");
        assertThat(rails.holds(current, railed.price(), 10, Sales.day(5), PriceHistory.NONE))
                .containsExactlyInAnyOrder(Hold.OUTSIDE_LIMITS, Hold.NO_CHANGE);
    }

    @Test
    @DisplayName("say what kept a price from its target")
    void rails() {
        GuardRails rails = new GuardRails(Sales.EVENT, PriceRules.usual(Sales.EVENT));
        BigDecimal fifty = new BigDecimal("50.00");
        assertThat(rails.rail(80, fifty))
                .isEqualTo(new GuardRails.Railed(new BigDecimal("57.50"), GuardRails.Rail.STEP));
        assertThat(rails.rail(54.2, fifty))
                .isEqualTo(new GuardRails.Railed(new BigDecimal("54.00"), GuardRails.Rail.NONE));
        assertThat(rails.rail(50.4, fifty)).isEqualTo(new GuardRails.Railed(fifty, GuardRails.Rail.SMALL));
        GuardRails upOnly = new GuardRails(
                Sales.EVENT,
                PriceRules.usual(Sales.EVENT).with(new PriceEnding(BigDecimal.ONE, BigDecimal.ZERO), true, null));
        assertThat(upOnly.rail(40, fifty)).isEqualTo(new GuardRails.Railed(fifty, GuardRails.Rail.MONOTONE));
    }

    @Test
    @DisplayName("choose endings that suit the price and the currency")
    void endings() {
        assertThat(PriceEnding.usual(new BigDecimal("50.00"), 2).step()).isEqualByComparingTo("0.50");
        assertThat(PriceEnding.usual(new BigDecimal("8.00"), 2).step()).isEqualByComparingTo("0.05");
        assertThat(PriceEnding.usual(new BigDecimal("120.00"), 2).step()).isEqualByComparingTo("1");
        assertThat(PriceEnding.usual(new BigDecimal("0.30"), 2).step()).isEqualByComparingTo("0.01");
        assertThat(PriceEnding.usual(new BigDecimal("5000"), 0).step()).isEqualByComparingTo("50");
        assertThat(PriceEnding.usual(new BigDecimal("30"), 0).step()).isEqualByComparingTo("1");
        PriceEnding nines = new PriceEnding(BigDecimal.ONE, new BigDecimal("0.99"));
        assertThat(nines.nearest(52.3, new BigDecimal("50.00"), new BigDecimal("55.00")))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("51.99"));
        assertThat(nines.nearest(50.2, new BigDecimal("50.00"), new BigDecimal("50.50")))
                .isEmpty();
    }

    @Test
    @DisplayName("name every reason why a price stays")
    void allHolds() {
        GuardRails rails = new GuardRails(
                Sales.EVENT,
                PriceRules.usual(Sales.EVENT).with(new PriceEnding(BigDecimal.ONE, BigDecimal.ZERO), false, 1));
        BigDecimal fifty = new BigDecimal("50.00");
        Instant late = Sales.START.minus(Duration.ofHours(2));
        PriceHistory history = new PriceHistory(1, late.minusSeconds(1), late.minusSeconds(1));
        Set<Hold> holds = rails.holds(fifty, new BigDecimal("54.00"), 0, late, history);
        assertThat(holds)
                .containsExactlyInAnyOrder(
                        Hold.SOLD_OUT, Hold.LAST_HOURS, Hold.TOO_SOON, Hold.AFTER_MANUAL, Hold.CHANGES_USED_UP);
    }
}
