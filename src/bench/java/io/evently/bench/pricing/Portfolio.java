package io.evently.bench.pricing;

import io.evently.bench.pricing.Reliability.Graded;
import io.evently.pricing.model.CurvePrior;
import io.evently.pricing.model.CurveShape;
import io.evently.pricing.model.DemandPrior;
import io.evently.pricing.model.Recommendation;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Random events of one organiser who misjudges demand: the base price is right for some and wrong for others.
 *
 * @param misjudgement standard deviation of the logarithm of the tickets wanted at the base price over seats
 */
record Portfolio(double misjudgement) {
    private static final double ELASTICITY = 1.3;
    private static final double ELASTICITY_SPREAD = 0.35;
    private static final double FORECAST_ERROR = 0.3;
    private static final int[] SEATS = {60, 150, 300};
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
    private static final double LOG_NORMAL_SPREAD = 0.6;

    /** One of its events, played with every policy. */
    record Event(
            double load,
            double fixed,
            double bestFixed,
            double advised,
            double optimum,
            List<Graded> whileFixed,
            List<Graded> applied) {
        Event {
            whileFixed = List.copyOf(whileFixed);
            applied = List.copyOf(applied);
        }
    }

    /** Plays the event of a number; the same for the same seed. */
    Event event(long seed, CurveShape curve) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        var normal = STANDARD.createSampler(random);
        int seats = SEATS[random.nextInt(SEATS.length)];
        double load = Math.exp(misjudgement * normal.sample());
        double elasticity = ELASTICITY * Math.exp(ELASTICITY_SPREAD * normal.sample());
        double forecast = Math.exp(FORECAST_ERROR * normal.sample() - FORECAST_ERROR * FORECAST_ERROR / 2);
        Market market = Market.of(seats, load, willingness(random.nextInt(3), elasticity));
        int day = 1 + random.nextInt(Market.DAYS - 1);
        DemandPrior prior = DemandPrior.forecast(market.orders() * forecast, Market.ORDER_SIZE);
        Customers customers = Customers.of(market, seed);
        List<Graded> whileFixed = new ArrayList<>();
        List<Graded> applied = new ArrayList<>();
        AdvisedPrice watching = AdvisedPrice.watching(seats, prior, CurvePrior.known(curve), (hour, told) -> {
            if (hour >= day * 24 && whileFixed.isEmpty() && told.changes()) {
                whileFixed.add(graded(market, hour, told));
            }
        });
        AdvisedPrice automatic = AdvisedPrice.automatic(seats, prior, CurvePrior.known(curve), (hour, told) -> {
            if (told.automatic()) {
                applied.add(graded(market, hour, told));
            }
        });
        double fixed = Played.sale(market, customers, watching).revenue();
        double best = new KnownMarket(market).bestFixed() * Market.BASE_PRICE;
        return new Event(
                load,
                fixed,
                Played.sale(market, customers, Policy.fixed(best)).revenue(),
                Played.sale(market, customers, automatic).revenue(),
                Played.sale(market, customers, Optimum.of(market)).revenue(),
                whileFixed,
                applied);
    }

    private static Graded graded(Market market, int hour, Recommendation told) {
        int seats = told.inputs().seatsLeft();
        double now = revenue(market, hour, told.currentPrice().doubleValue() / Market.BASE_PRICE, seats);
        double next = revenue(market, hour, told.recommendedPrice().doubleValue() / Market.BASE_PRICE, seats);
        return new Graded(told.confidence(), told.expectedRevenueIncrease(), now > 0 ? next / now - 1 : 0);
    }

    private static double revenue(Market market, int hour, double multiple, int seats) {
        return multiple * KnownMarket.sold(market.ordersFrom(hour, multiple), seats);
    }

    // All three with this elasticity at the base price.
    private static Willingness willingness(int kind, double elasticity) {
        return switch (kind) {
            case 0 -> new Willingness.Exponential(elasticity);
            case 1 -> new Willingness.Logit(2 * elasticity, 1);
            default -> {
                double median = Math.exp(logMedian(elasticity));
                yield Willingness.Segments.of(median, median, LOG_NORMAL_SPREAD, 0, 0);
            }
        };
    }

    private static double logMedian(double elasticity) {
        double low = -3;
        double high = 3;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            var logarithm = NormalDistribution.of(middle, LOG_NORMAL_SPREAD);
            if (logarithm.density(0) / logarithm.survivalProbability(0) > elasticity) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
