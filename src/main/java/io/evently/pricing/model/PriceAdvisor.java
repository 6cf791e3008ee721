package io.evently.pricing.model;

import io.evently.pricing.model.GuardRails.Rail;
import io.evently.pricing.model.GuardRails.Railed;
import io.evently.pricing.model.Recommendation.Factors;
import io.evently.pricing.model.Recommendation.Inputs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Learns from the sales of one event and says what a seat should cost. Immutable: what was learnt is a {@link DemandState}
 * that the caller keeps. Work is bounded by the number of curves and seats, whatever was sold; a recommendation for 1,500
 * seats takes well below a millisecond.
 *
 * <p>The price is the one with the largest expected gain over what is believed of elasticity, demand and booking curve,
 * where the gain is the rate of orders times the price less the opportunity cost of a seat (Gallego and van Ryzin 1994).
 */
public final class PriceAdvisor {
    /** Without a change, confidence is told against one of this size. */
    private static final double ALTERNATIVE = 0.05;

    /** Beyond it a share says nothing: the price was so high that next to nobody would have come. */
    private static final double LARGEST_CHANGE = 1e6;

    private final PricedEvent event;
    private final DemandPrior prior;
    private final PriceRules rules;
    private final int curves;
    private final DemandModel model;
    private final GuardRails rails;
    private final Reasons reasons;

    public PriceAdvisor(PricedEvent event, DemandPrior prior, CurvePrior curvePrior, PriceRules rules) {
        this.event = event;
        this.prior = prior;
        this.rules = rules;
        this.curves = curvePrior.shapes().size();
        this.model = new DemandModel(event, prior, curvePrior);
        this.rails = new GuardRails(event, rules);
        this.reasons = new Reasons(event, prior, rules);
    }

    /** What is known before the first order. */
    public DemandState unseen() {
        return model.unseen();
    }

    /** Whether a stored state is one of this advisor's: a state belongs to the number of curves that it was learnt with. */
    public boolean fits(DemandState state) {
        return model.fits(state);
    }

    /**
     * What is known after one more interval. Also serves to look at an interval that is not over yet: drop the result then.
     *
     * @param interval that begins no earlier than {@link DemandState#through()}; one that does is ignored, so that a replay
     *     counts nothing twice
     */
    public DemandState after(DemandState before, SalesInterval interval) {
        if (event.free() || interval.from().isBefore(before.through())) {
            return before;
        }
        return model.after(before, interval);
    }

    /** What a seat should cost. */
    public Recommendation recommend(DemandState state, SalesSituation situation) {
        if (event.free() || situation.seatsLeft() <= 0 || !situation.now().isBefore(event.startsAt())) {
            return nothingToSay(state, situation);
        }
        Belief belief = model.belief(state, situation.now());
        int lots = OpportunityCost.lots(situation.seatsLeft(), prior.orderSize());
        double basePrice = event.basePrice().doubleValue();
        PriceSearch search = new PriceSearch(belief, basePrice, lots);
        double best =
                search.best(rules.minPrice().doubleValue(), rules.maxPrice().doubleValue());
        return assessed(state, situation, belief, search.opportunityCost(), best);
    }

    /**
     * What to expect of another price, be it within the rails or not; empty where nothing is sold any more, where nothing is paid, and
     * where the present price is one that nobody would pay.
     */
    public Optional<Impact> impact(DemandState state, SalesSituation situation, BigDecimal price) {
        if (event.free() || situation.seatsLeft() <= 0 || !situation.now().isBefore(event.startsAt())) {
            return Optional.empty();
        }
        Belief belief = model.belief(state, situation.now());
        int lots = OpportunityCost.lots(situation.seatsLeft(), prior.orderSize());
        RevenueToGo revenue = new RevenueToGo(belief, event.basePrice().doubleValue(), prior.orderSize(), lots);
        double earnsNow = revenue.expected(revenue.at(situation.currentPrice().doubleValue()));
        double earnsNext = revenue.expected(revenue.at(price.doubleValue()));
        Impact impact = new Impact(change(earnsNow, earnsNext), demandChange(belief, situation.currentPrice(), price));
        boolean sayable =
                earnsNow > 0 && impact.revenueChange() < LARGEST_CHANGE && impact.demandChange() < LARGEST_CHANGE;
        return sayable ? Optional.of(impact) : Optional.empty();
    }

    private Recommendation assessed(
            DemandState state, SalesSituation situation, Belief belief, double opportunityCost, double best) {
        BigDecimal current = situation.currentPrice();
        double basePrice = event.basePrice().doubleValue();
        Railed railed = rails.rail(best, current);
        int lots = OpportunityCost.lots(situation.seatsLeft(), prior.orderSize());
        RevenueToGo revenue = new RevenueToGo(belief, basePrice, prior.orderSize(), lots);
        double[] atCurrent = revenue.at(current.doubleValue());
        boolean changes = railed.price().compareTo(current) != 0;
        double[] atNext = changes ? revenue.at(railed.price().doubleValue()) : atCurrent;
        double earnsNow = revenue.expected(atCurrent);
        double earnsNext = revenue.expected(atNext);
        double confidence = changes
                ? revenue.above(atNext, atCurrent)
                : revenue.above(
                        atCurrent,
                        revenue.at(current.doubleValue()
                                * (1 + Math.copySign(ALTERNATIVE, best - current.doubleValue()))));
        double increase = change(earnsNow, earnsNext);
        double sellOut = revenue.sellOut(current.doubleValue());
        Inputs inputs = inputs(state, situation, belief, opportunityCost);
        Set<Hold> holds =
                rails.holds(current, railed.price(), situation.seatsLeft(), situation.now(), situation.history());
        if (changes && confidence < rules.leastConfidence()) {
            holds.add(Hold.UNSURE);
        }
        if (changes && increase < rules.leastIncrease()) {
            holds.add(Hold.TOO_LITTLE_GAIN);
        }
        return new Recommendation(
                current,
                railed.price(),
                price(best),
                confidence,
                increase,
                earnsNext,
                demandChange(belief, current, railed.price()),
                current.doubleValue() / basePrice,
                new Factors(sellOut, available(situation), inputs.remaining()),
                reasons.of(new Reasons.Numbers(
                        current, railed, best, confidence, sellOut, holds.contains(Hold.OUTSIDE_LIMITS), inputs)),
                holds,
                railed.rail(),
                inputs);
    }

    private static double change(double earnsNow, double earnsNext) {
        return earnsNow > 0 ? Math.min(LARGEST_CHANGE, earnsNext / earnsNow - 1) : 0;
    }

    private double demandChange(Belief belief, BigDecimal current, BigDecimal next) {
        double change = next.subtract(current).doubleValue() / event.basePrice().doubleValue();
        double factor = 0;
        for (int pair = 0; pair < belief.size(); pair++) {
            factor += belief.weight(pair) * Math.exp(-belief.elasticity(pair) * change);
        }
        return Math.min(LARGEST_CHANGE, factor - 1);
    }

    private Inputs inputs(DemandState state, SalesSituation situation, Belief belief, double opportunityCost) {
        double[] elasticityWeights = new double[ElasticityGrid.SIZE];
        double[] curveWeights = new double[curves];
        double elasticity = 0;
        for (int pair = 0; pair < belief.size(); pair++) {
            elasticityWeights[belief.elasticityIndex(pair)] += belief.weight(pair);
            curveWeights[belief.curve(pair)] += belief.weight(pair);
            elasticity += belief.weight(pair) * belief.elasticity(pair);
        }
        return new Inputs(
                state.orders(),
                state.priceSum(),
                situation.seatsLeft(),
                belief.meanRemaining(),
                belief.meanOrders(),
                elasticity,
                opportunityCost,
                list(elasticityWeights),
                list(curveWeights),
                state.shifted());
    }

    private Recommendation nothingToSay(DemandState state, SalesSituation situation) {
        BigDecimal current = situation.currentPrice();
        Set<Hold> holds = EnumSet.noneOf(Hold.class);
        List<String> why = new ArrayList<>();
        Instant now = situation.now();
        if (event.free()) {
            holds.add(Hold.FREE);
            why.add("The event is free.");
        }
        if (situation.seatsLeft() <= 0) {
            holds.add(Hold.SOLD_OUT);
            why.add("No seat is left.");
        }
        if (!now.isBefore(event.startsAt())) {
            holds.add(Hold.OVER);
            why.add("The event has started.");
        }
        boolean over = !now.isBefore(event.startsAt());
        Belief belief = model.belief(state, now);
        double remaining = over ? 0 : belief.meanRemaining();
        Inputs inputs = new Inputs(
                state.orders(),
                state.priceSum(),
                situation.seatsLeft(),
                remaining,
                belief.meanOrders(),
                prior.elasticity(),
                0,
                Collections.nCopies(ElasticityGrid.SIZE, 1.0 / ElasticityGrid.SIZE),
                Collections.nCopies(curves, 1.0 / curves),
                state.shifted());
        return new Recommendation(
                current,
                current,
                current,
                0,
                0,
                0,
                0,
                event.free() ? 1 : current.doubleValue() / event.basePrice().doubleValue(),
                new Factors(situation.seatsLeft() <= 0 ? 1 : 0, available(situation), remaining),
                why,
                holds,
                Rail.NONE,
                inputs);
    }

    private double available(SalesSituation situation) {
        return Math.max(0, Math.min(1, (double) situation.seatsLeft() / event.capacity()));
    }

    private BigDecimal price(double value) {
        return BigDecimal.valueOf(value).setScale(event.places(), RoundingMode.HALF_UP);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
