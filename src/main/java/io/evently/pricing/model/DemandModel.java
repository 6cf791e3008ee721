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
 * vary twice as much as a Poisson process and are forgotten by 5 % a day. Immutable.
 */
final class DemandModel {
    private static final double MEMORY_PER_DAY = 0.95;
    private static final double MEMORY_AFTER_SHIFT = 0.8;
    private static final double DISPERSION = 2;
    private static final double SHIFT_PROBABILITY = 0.001;
    private static final double HOURS_PER_DAY = 24;
    private static final double NEGLIGIBLE = 1e-5;

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
        int[] kept = new int[weights.length];
        int count = 0;
        double sum = 0;
        for (int pair = 0; pair < weights.length; pair++) {
            if (weights[pair] > NEGLIGIBLE) {
                kept[count++] = pair;
                sum += weights[pair];
            }
        }
        double dispersion = dispersion(state);
        double shape = prior.shape() + state.orders() / dispersion;
        double[][] columns = new double[4][count];
        int[] ofCurve = new int[count];
        int[] ofElasticity = new int[count];
        Instant tomorrow = now.plusSeconds(86_400);
        for (int i = 0; i < count; i++) {
            int curve = kept[i] / ElasticityGrid.SIZE;
            ofCurve[i] = curve;
            columns[0][i] = weights[kept[i]] / sum;
            ofElasticity[i] = kept[i] % ElasticityGrid.SIZE;
            columns[1][i] = shape / (prior.rate() + state.exposures().get(kept[i]) / dispersion);
            boolean sameCurve = i > 0 && ofCurve[i - 1] == curve;
            columns[2][i] = sameCurve ? columns[2][i - 1] : curves.get(curve).remaining(now);
            columns[3][i] = sameCurve ? columns[3][i - 1] : curves.get(curve).mass(now, tomorrow);
        }
        return new Belief(columns[0], ofElasticity, ofCurve, columns[1], shape, columns[2], columns[3]);
    }

    /** The weight of each pair of a curve and an elasticity. */
    double[] weights(DemandState state) {
        double dispersion = dispersion(state);
        double shape = prior.shape() + state.orders() / dispersion;
        double[] logs = new double[curves.size() * ElasticityGrid.SIZE];
        double most = Double.NEGATIVE_INFINITY;
        for (int pair = 0; pair < logs.length; pair++) {
            int curve = pair / ElasticityGrid.SIZE;
            int i = pair % ElasticityGrid.SIZE;
            logs[pair] = curveLogWeights[curve]
                    + elasticityLogWeights[i]
                    + state.curveLogs().get(curve) / dispersion
                    - ElasticityGrid.value(i) * state.priceSum() / dispersion
                    - shape * Math.log(prior.rate() + state.exposures().get(pair) / dispersion);
            most = Math.max(most, logs[pair]);
        }
        double sum = 0;
        for (int pair = 0; pair < logs.length; pair++) {
            logs[pair] = Math.exp(logs[pair] - most);
            sum += logs[pair];
        }
        for (int pair = 0; pair < logs.length; pair++) {
            logs[pair] /= sum;
        }
        return logs;
    }

    // The posterior predictive distribution is a mixture of negative binomials, of orders over their dispersion.
    private boolean surprising(DemandState before, SalesInterval interval) {
        double dispersion = dispersion(before);
        double shape = prior.shape() + before.orders() / dispersion;
        double[] weights = weights(before);
        double x = relative(interval.price());
        double orders = interval.demand() / dispersion;
        double fewer = 0;
        double more = 0;
        for (int pair = 0; pair < weights.length; pair++) {
            if (weights[pair] > NEGLIGIBLE) {
                int curve = pair / ElasticityGrid.SIZE;
                double share = curves.get(curve).mass(interval.from(), interval.to())
                        * interval.observed()
                        * Math.exp(-ElasticityGrid.value(pair % ElasticityGrid.SIZE) * x);
                double rate = prior.rate() + before.exposures().get(pair) / dispersion;
                double success = rate / (rate + share / dispersion);
                fewer += weights[pair] * RegularizedBeta.value(success, shape, orders + 1);
                more += weights[pair] * (orders > 0 ? RegularizedBeta.complement(success, shape, orders) : 1);
            }
        }
        return 2 * Math.min(fewer, more) < SHIFT_PROBABILITY;
    }

    private static double dispersion(DemandState state) {
        return state.shifted() ? 2 * DISPERSION : DISPERSION;
    }

    private double relative(BigDecimal price) {
        return price.doubleValue() / event.basePrice().doubleValue() - 1;
    }
}
