package io.evently.bench.pricing;

import io.evently.pricing.model.CurvePrior;
import io.evently.pricing.model.CurveShape;
import io.evently.pricing.model.DemandPrior;
import java.util.Map;

/**
 * What came of a scenario.
 *
 * @param scenario name of it
 * @param seats of the event
 * @param bestMultiple the best fixed price over the base price, knowing the market
 * @param fixed the base price throughout
 * @param bestFixed the best fixed price throughout
 * @param advised the product, with the booking curve of the category
 * @param severalCurves the product, taking several booking curves for possible
 * @param ungated the product with the booking curve of the category, without the gates of confidence and gain
 * @param optimum dynamic programming, knowing the market
 * @param fluidBound that no policy exceeds on average
 */
record ScenarioFigures(
        String scenario,
        int seats,
        double bestMultiple,
        Sample fixed,
        Sample bestFixed,
        Sample advised,
        Sample severalCurves,
        Sample ungated,
        Sample optimum,
        double fluidBound) {
    String letter() {
        return scenario.substring(0, scenario.indexOf(' '));
    }

    static ScenarioFigures of(
            Scenario scenario, Map<Shape, CurveShape> curves, int replications, long seed, boolean cold) {
        Market market = scenario.market();
        KnownMarket known = new KnownMarket(market);
        double multiple = known.bestFixed();
        Optimum optimum = Optimum.of(market);
        CurveShape curve = curves.get(scenario.known());
        Played[][] played = new Played[6][replications];
        for (int i = 0; i < replications; i++) {
            Customers customers = Customers.of(market, seed + i);
            DemandPrior prior = scenario.prior(cold, seed + i);
            played[0][i] = Played.sale(market, customers, Policy.fixed(Market.BASE_PRICE));
            played[1][i] = Played.sale(market, customers, Policy.fixed(Market.BASE_PRICE * multiple));
            played[2][i] = Played.sale(market, customers, advised(market, prior, CurvePrior.known(curve)));
            played[3][i] = Played.sale(market, customers, advised(market, prior, CurvePrior.around(curve)));
            played[4][i] = Played.sale(
                    market, customers, AdvisedPrice.ungated(market.seats(), prior, CurvePrior.known(curve)));
            played[5][i] = Played.sale(market, customers, optimum);
        }
        double bound = known.fluidBound();
        Sample[] samples = new Sample[played.length];
        for (int policy = 0; policy < samples.length; policy++) {
            samples[policy] = Sample.of(played[policy], played[0], played[5], bound);
        }
        return new ScenarioFigures(
                scenario.name(),
                market.seats(),
                multiple,
                samples[0],
                samples[1],
                samples[2],
                samples[3],
                samples[4],
                samples[5],
                bound);
    }

    private static Policy advised(Market market, DemandPrior prior, CurvePrior curves) {
        return AdvisedPrice.automatic(market.seats(), prior, curves, (hour, recommendation) -> {});
    }
}
