package io.evently.bench.pricing;

import io.evently.bench.pricing.Willingness.Exponential;
import io.evently.bench.pricing.Willingness.Logit;
import io.evently.bench.pricing.Willingness.Segments;
import io.evently.pricing.model.DemandPrior;
import java.util.List;

/**
 * A market, and what the policy is told of it.
 *
 * @param name of it
 * @param market that it is sold in
 * @param prior of the demand
 * @param known the shape of the sale that the category had
 */
record Scenario(String name, Market market, DemandPrior prior, Shape known) {
    private static final int SEATS = 300;

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
                cold("A well priced", Market.of(SEATS, 1, new Exponential(1))),
                cold("B twice wanted", Market.of(SEATS, 2, new Exponential(1.5))),
                cold("C wanted", Market.of(SEATS, 1.4, new Exponential(1.4))),
                cold("D half empty, elastic", Market.of(SEATS, 0.5, new Exponential(2.2))),
                cold("E half empty, inelastic", Market.of(SEATS, 0.5, new Exponential(0.8))),
                new Scenario("F late high payers, unknown", late, DemandPrior.coldStart(SEATS), Shape.USUAL),
                new Scenario("F2 late high payers, known", late, DemandPrior.coldStart(SEATS), Shape.LATE),
                new Scenario(
                        "G late low payers, unknown",
                        early.with(Shape.LATE),
                        DemandPrior.coldStart(SEATS),
                        Shape.USUAL),
                new Scenario(
                        "G2 late low payers, known", early.with(Shape.LATE), DemandPrior.coldStart(SEATS), Shape.LATE),
                told("H far more than told", Market.of(SEATS, 2, new Exponential(2)), 250),
                told("I far fewer than told", Market.of(SEATS, 130.0 / SEATS, new Exponential(2)), 450),
                cold(
                        "J demand x 2.2 at day 30",
                        Market.of(SEATS, 0.95, new Exponential(1.5)).shifted(2.2)),
                cold(
                        "K demand x 0.4 at day 30",
                        Market.of(SEATS, 1, new Exponential(1.2)).shifted(0.4)),
                cold("L 50 seats", Market.of(50, 1.5, new Exponential(1.5))),
                cold("M 1000 seats", Market.of(1000, 1.3, new Exponential(1.4))),
                cold("N logit", Market.of(SEATS, 1.3, new Logit(4, 1.2))));
    }

    private static Scenario cold(String name, Market market) {
        return new Scenario(name, market, DemandPrior.coldStart(market.seats()), Shape.USUAL);
    }

    private static Scenario told(String name, Market market, double tickets) {
        return new Scenario(
                name,
                market,
                DemandPrior.forecast(tickets / Market.ORDER_SIZE, Market.ORDER_SIZE)
                        .withElasticity(1.2, 0.4),
                Shape.USUAL);
    }
}
