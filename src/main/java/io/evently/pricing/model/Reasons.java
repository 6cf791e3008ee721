package io.evently.pricing.model;

import io.evently.money.Currencies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says in plain English what the numbers behind a recommendation are. Only what is far enough from the usual is said. */
final class Reasons {
    private static final double USUAL_ELASTICITY = 1.3;
    private static final double WORTH_SAYING = 0.1;
    private static final double ALMOST_CERTAIN = 0.99;
    /** What decides comes first. */
    private static final double DECISIVE = 10;
    /** Less than a pace that explains it. */
    private static final double NOTABLE = 0.5;

    private final PricedEvent event;
    private final DemandPrior prior;
    private final PriceRules rules;

    /** A sentence, and how much it tells. */
    private record Reason(double weight, String text) {}

    Reasons(PricedEvent event, DemandPrior prior, PriceRules rules) {
        this.event = event;
        this.prior = prior;
        this.rules = rules;
    }

    /** The sentences, the weightiest first. */
    List<String> of(Numbers numbers) {
        List<Reason> reasons = new ArrayList<>();
        addShift(reasons, numbers);
        addPace(reasons, numbers);
        addScarcity(reasons, numbers);
        addElasticity(reasons, numbers);
        addRail(reasons, numbers);
        addDoubt(reasons, numbers);
        reasons.sort(Comparator.comparingDouble(Reason::weight).reversed());
        return reasons.stream().map(Reason::text).toList();
    }

    /** What there is to speak about. */
    record Numbers(
            BigDecimal current,
            GuardRails.Railed railed,
            double best,
            double confidence,
            double sellOut,
            boolean outsideLimits,
            Recommendation.Inputs inputs) {}

    private static void addShift(List<Reason> reasons, Numbers numbers) {
        if (numbers.inputs().demandShift()) {
            reasons.add(
                    new Reason(
                            NOTABLE,
                            "Demand shift detected: the latest bookings are unlike anything expected, so older ones count less."));
        }
    }

    private void addPace(List<Reason> reasons, Numbers numbers) {
        double pace = numbers.inputs().expectedOrders() / prior.orders();
        double weight = Math.abs(Math.log(pace));
        if (weight < WORTH_SAYING) {
            reasons.add(new Reason(0, "Bookings run as forecast."));
        } else if (pace > 1) {
            reasons.add(new Reason(weight, text("Bookings run %.1f times the forecast.", pace)));
        } else {
            reasons.add(new Reason(weight, text("Bookings run at %d %% of the forecast.", percent(pace))));
        }
    }

    private void addScarcity(List<Reason> reasons, Numbers numbers) {
        double cost = numbers.inputs().opportunityCost();
        double share = cost / numbers.current().doubleValue();
        String worth = money(cost);
        String chance = numbers.sellOut() > ALMOST_CERTAIN
                ? "it will almost certainly sell out"
                : text("it sells out with a probability of %d %%", percent(numbers.sellOut()));
        if (share > WORTH_SAYING) {
            reasons.add(new Reason(
                    share, text("At the current price %s; each seat is worth %s to later buyers.", chance, worth)));
        } else {
            reasons.add(new Reason(WORTH_SAYING, text("Seats are not scarce: at the current price %s.", chance)));
        }
    }

    private static void addElasticity(List<Reason> reasons, Numbers numbers) {
        double elasticity = numbers.inputs().elasticity();
        double weight = Math.abs(Math.log(elasticity / USUAL_ELASTICITY));
        if (weight > 2 * WORTH_SAYING) {
            String how = elasticity < USUAL_ELASTICITY ? "weakly" : "strongly";
            reasons.add(new Reason(
                    weight,
                    text(
                            "Demand reacts %s to the price: 10 %% on top costs about %d %% of the orders.",
                            how, Math.round(100 * (1 - Math.exp(-elasticity / 10))))));
        }
    }

    private void addRail(List<Reason> reasons, Numbers numbers) {
        String best = money(numbers.best());
        switch (numbers.railed().rail()) {
            case STEP ->
                reasons.add(new Reason(
                        WORTH_SAYING,
                        text(
                                "Limited to %d %% at a time; the best price would be %s.",
                                percent(rules.maxChange()), best)));
            case LIMIT ->
                reasons.add(new Reason(
                        WORTH_SAYING,
                        text(
                                "The price is kept between %s and %s.",
                                money(rules.minPrice().doubleValue()),
                                money(rules.maxPrice().doubleValue()))));
            case MONOTONE ->
                reasons.add(new Reason(
                        WORTH_SAYING, text("The price may not fall here; the best price would be %s.", best)));
            case SMALL ->
                reasons.add(
                        new Reason(WORTH_SAYING, text("The best price, %s, is too near to be worth a change.", best)));
            case NONE -> {}
        }
    }

    private void addDoubt(List<Reason> reasons, Numbers numbers) {
        if (numbers.outsideLimits()) {
            reasons.add(new Reason(
                    DECISIVE,
                    text(
                            "The price is not between %s and %s, where it is to be: somebody has to set it.",
                            money(rules.minPrice().doubleValue()),
                            money(rules.maxPrice().doubleValue()))));
        } else if (numbers.confidence() < rules.leastConfidence()
                && numbers.railed().price().compareTo(numbers.current()) != 0) {
            reasons.add(new Reason(
                    DECISIVE,
                    text(
                            "Too little is known yet: %s would earn more with a probability of %d %% only. Keep the price.",
                            money(numbers.railed().price().doubleValue()), percent(numbers.confidence()))));
        }
    }

    private String money(double amount) {
        return Currencies.text(
                BigDecimal.valueOf(amount).setScale(event.places(), RoundingMode.HALF_UP), event.currency());
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
