package io.evently.pricing.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * How many orders an event will get, and how they react to its price, learnt from its sales: orders come at a rate
 * {@code M g(t) exp(-eta x)}, where M is their number over the whole sale at the base price, g the booking curve, eta the
 * elasticity and x the price over the base price minus 1. Given a curve and an elasticity the posterior of M is a gamma
 * distribution (conjugate to the Poisson distribution); curves and elasticities have weights on a grid. Sales are taken to
 * vary twice as much as a Poisson process and are forgotten by 5 % a day; the forecast gives way to them as they come.
 * Immutable.
 */
final class DemandModel {
    private static final double MEMORY_PER_DAY = 0.95;
    private static final double MEMORY_AFTER_SHIFT = 0.8;
    private static final double DISPERSION = 2;
    private static final double SHIFT_PROBABILITY = 0.001;
    private static final double HOURS_PER_DAY = 24;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final double NEGLIGIBLE = 1e-5;
    private static final double WORTH_A_LOOK = 1e-4;

    /** A share of the sale so small that no order was to be expected. */
    private static final double LEAST_SHARE = 1e-9;

    private final PricedEvent event;
    private final DemandPrior prior;
    private final List<BookingCurve> curves;
    private final double[] curveLogWeights;
    private final double[] elasticityLogWeights;

    DemandModel(PricedEvent event, DemandPrior prior, CurvePrior curvePrior) {
        this.event = event;
        this.prior = prior;
        this.curves = curvePrior.shapes().stream()
                .map(shape -> BookingCurve.of(shape, event.onSaleSince(), event.startsAt()))
                .toList();
        this.curveLogWeights =
                curvePrior.weights().stream().mapToDouble(Math::log).toArray();
        this.elasticityLogWeights = ElasticityGrid.logWeights(prior);
    }

    /** Before the first order. */
    DemandState unseen() {
        return new DemandState(
                event.onSaleSince(),
                0,
                0,
                Collections.nCopies(curves.size(), 0.0),
                Collections.nCopies(curves.size() * ElasticityGrid.SIZE, 0.0),
                false);
    }

    /** Whether a state belongs to this number of curves. */
    boolean fits(DemandState state) {
        return state.curveLogs().size() == curves.size()
                && state.exposures().size() == curves.size() * ElasticityGrid.SIZE;
    }

    /** What is known after an interval that follows what was known before. */
    DemandState after(DemandState before, SalesInterval interval) {
        double days = CurveBuckets.hours(interval.from(), interval.to()) / HOURS_PER_DAY;
        double x = relative(interval.price());
        boolean shifted = surprising(before, interval);
        double memory = Math.pow(MEMORY_PER_DAY, days) * (shifted ? MEMORY_AFTER_SHIFT : 1);
        double orders = interval.demand();
        List<Double> logs = new ArrayList<>(curves.size());
        List<Double> exposures = new ArrayList<>(curves.size() * ElasticityGrid.SIZE);
        for (int curve = 0; curve < curves.size(); curve++) {
            double share = curves.get(curve).mass(interval.from(), interval.to()) * interval.observed();
            logs.add(memory * before.curveLogs().get(curve) + orders * Math.log(Math.max(LEAST_SHARE, share)));
            for (int i = 0; i < ElasticityGrid.SIZE; i++) {
                exposures.add(memory * before.exposures().get(curve * ElasticityGrid.SIZE + i)
                        + share * Math.exp(-ElasticityGrid.value(i) * x));
            }
        }
        return new DemandState(
                interval.to(),
                memory * before.orders() + orders,
                memory * before.priceSum() + orders * x,
                logs,
                exposures,
                shifted);
    }

    /** What is believed at a moment. */
    Belief belief(DemandState state, Instant now) {
        double[] weights = weights(state);
        double dispersion = dispersion(state);
        double[] remaining =
                curves.stream().mapToDouble(curve -> curve.remaining(now)).toArray();
        double[] soon = curves.stream()
                .mapToDouble(curve -> curve.mass(now, now.plusSeconds(SECONDS_PER_DAY)))
                .toArray();
        Belief.Builder belief = new Belief.Builder(weights.length);
        double forecast = forecastWeight(state);
        double shape = forecast * prior.shape() + state.orders() / dispersion;
        for (int pair = 0; pair < weights.length; pair++) {
            if (weights[pair] > NEGLIGIBLE) {
                int curve = pair / ElasticityGrid.SIZE;
                double rate = forecast * prior.rate() + state.exposures().get(pair) / dispersion;
                belief.add(
                        weights[pair],
                        pair % ElasticityGrid.SIZE,
                        curve,
                        shape,
                        shape / rate,
                        remaining[curve],
                        soon[curve]);
            }
        }
        return belief.built();
    }

    /** The weight of each pair of a curve and an elasticity: curve by curve, in each elasticity by elasticity. */
    double[] weights(DemandState state) {
        double dispersion = dispersion(state);
        double forecast = forecastWeight(state);
        double shape = forecast * prior.shape() + state.orders() / dispersion;
        double[] weights = new double[curves.size() * ElasticityGrid.SIZE];
        double most = Double.NEGATIVE_INFINITY;
        for (int pair = 0; pair < weights.length; pair++) {
            int curve = pair / ElasticityGrid.SIZE;
            int i = pair % ElasticityGrid.SIZE;
            weights[pair] = curveLogWeights[curve]
                    + elasticityLogWeights[i]
                    + state.curveLogs().get(curve) / dispersion
                    - ElasticityGrid.value(i) * state.priceSum() / dispersion
                    - shape
                            * Math.log(
                                    forecast * prior.rate() + state.exposures().get(pair) / dispersion);
            most = Math.max(most, weights[pair]);
        }
        double sum = 0;
        for (int pair = 0; pair < weights.length; pair++) {
            weights[pair] = Math.exp(weights[pair] - most);
            sum += weights[pair];
        }
        for (int pair = 0; pair < weights.length; pair++) {
            weights[pair] /= sum;
        }
        return weights;
    }

    // The posterior predictive distribution is a mixture of negative binomials, of orders over their dispersion.
    private boolean surprising(DemandState before, SalesInterval interval) {
        double dispersion = dispersion(before);
        double forecast = forecastWeight(before);
        double shape = forecast * prior.shape() + before.orders() / dispersion;
        double[] weights = weights(before);
        double[] shares = curves.stream()
                .mapToDouble(curve -> curve.mass(interval.from(), interval.to()) * interval.observed())
                .toArray();
        double x = relative(interval.price());
        double orders = interval.demand() / dispersion;
        double fewer = 0;
        double more = 0;
        for (int pair = 0; pair < weights.length; pair++) {
            if (weights[pair] > WORTH_A_LOOK) {
                double share = shares[pair / ElasticityGrid.SIZE]
                        * Math.exp(-ElasticityGrid.value(pair % ElasticityGrid.SIZE) * x);
                double rate = forecast * prior.rate() + before.exposures().get(pair) / dispersion;
                double success = rate / (rate + share / dispersion);
                fewer += weights[pair] * RegularizedBeta.value(success, shape, orders + 1 / dispersion);
                more += weights[pair] * (orders > 0 ? RegularizedBeta.complement(success, shape, orders) : 1);
            }
        }
        return 2 * Math.min(fewer, more) < SHIFT_PROBABILITY;
    }

    // Sales are forgotten day by day; a forecast that never were would win over them in the end, however wrong. So its
    // shape
    // and rate count by half when sales have told as much as it did, and ever less. What is known in all, the sum of
    // both
    // shapes, never falls by a sale.
    private double forecastWeight(DemandState state) {
        return prior.shape() / (prior.shape() + state.orders() / dispersion(state));
    }

    private static double dispersion(DemandState state) {
        return state.shifted() ? 2 * DISPERSION : DISPERSION;
    }

    private double relative(BigDecimal price) {
        return price.doubleValue() / event.basePrice().doubleValue() - 1;
    }
}
