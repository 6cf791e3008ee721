package io.evently.bench.pricing;

import io.evently.bench.pricing.Willingness.Exponential;
import io.evently.bench.pricing.Willingness.Logit;
import io.evently.bench.pricing.Willingness.Segments;
import io.evently.pricing.model.DemandPrior;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A market, and what the policy is told of it.
 *
 * @param name of it
 * @param market that it is sold in
 * @param told tickets that the forecast of demand says, but for its error
 * @param known the shape of the sale that the category had
 */
record Scenario(String name, Market market, double told, Shape known) {
    private static final int SEATS = 300;
    private static final double FORECAST_ERROR = 0.3;
    private static final double USUAL_ELASTICITY = 1.3;
    private static final double WRONG_ELASTICITY = 1.2;
    private static final double ELASTICITY_SPREAD = 0.4;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Scenarios with more wanted than there is, in which pricing must be nearly as good as can be. */
    static final List<String> MUCH_WANTED = List.of("B", "C", "H", "L", "M", "N");

    String letter() {
        return name.substring(0, name.indexOf(' '));
    }

    static List<Scenario> all() {
        Willingness latePayers = Segments.of(0.75, 1.65, 0.5, 0, 1);
        Market late = Market.of(SEATS, 1.1, latePayers).with(Shape.LATE);
        Willingness earlyPayers = Segments.of(0.75, 1.65, 0.5, 1, 0);
        Market early = Market.of(SEATS, 1.1, earlyPayers);
        return List.of(
                told("A well priced", Market.of(SEATS, 1, new Exponential(1))),
                told("B twice wanted", Market.of(SEATS, 2, new Exponential(1.5))),
                told("C wanted", Market.of(SEATS, 1.4, new Exponential(1.4))),
                told("D half empty, elastic", Market.of(SEATS, 0.5, new Exponential(2.2))),
                told("E half empty, inelastic", Market.of(SEATS, 0.5, new Exponential(0.8))),
                told("F late high payers, unknown", late),
                told("F2 late high payers, known", late).knowing(Shape.LATE),
                told("G late low payers, unknown", early.with(Shape.LATE)),
                told("G2 late low payers, known", early.with(Shape.LATE)).knowing(Shape.LATE),
                new Scenario("H far more than told", Market.of(SEATS, 2, new Exponential(2)), 250, Shape.USUAL),
                new Scenario(
                        "I far fewer than told", Market.of(SEATS, 130.0 / SEATS, new Exponential(2)), 450, Shape.USUAL),
                told("J demand x 2.2 at day 30", Market.of(SEATS, 0.95, new Exponential(1.5)))
                        .shifted(2.2),
                told("K demand x 0.4 at day 30", Market.of(SEATS, 1, new Exponential(1.2)))
                        .shifted(0.4),
                told("L 50 seats", Market.of(50, 1.5, new Exponential(1.5))),
                told("M 1000 seats", Market.of(1000, 1.3, new Exponential(1.4))),
                told("N logit", Market.of(SEATS, 1.3, new Logit(4, 1.2))));
    }

    /** The forecast for one of its sales, which is off by 30 % (one standard deviation), or none at all. */
    DemandPrior prior(boolean cold, long seed) {
        if (cold) {
            return DemandPrior.coldStart(market.seats());
        }
        double error = FORECAST_ERROR
                * NORMAL.createSampler(RandomSource.SPLIT_MIX_64.create(seed)).sample();
        double orders = told / Market.ORDER_SIZE * Math.exp(error - FORECAST_ERROR * FORECAST_ERROR / 2);
        boolean wrong = Math.abs(Math.log(told / (market.orders() * Market.ORDER_SIZE))) > FORECAST_ERROR;
        return DemandPrior.forecast(orders, Market.ORDER_SIZE)
                .withElasticity(wrong ? WRONG_ELASTICITY : USUAL_ELASTICITY, ELASTICITY_SPREAD);
    }

    private static Scenario told(String name, Market market) {
        return new Scenario(name, market, market.orders() * Market.ORDER_SIZE, Shape.USUAL);
    }

    private Scenario knowing(Shape shape) {
        return new Scenario(name, market, told, shape);
    }

    private Scenario shifted(double factor) {
        return new Scenario(name, market.shifted(factor), told, known);
    }
}
