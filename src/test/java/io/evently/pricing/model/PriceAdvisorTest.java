package io.evently.pricing.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Advice on a price")
class PriceAdvisorTest {
    private final PriceAdvisor advisor = Sales.advisor(Sales.EVENT);

    @Test
    @DisplayName("is to raise it when an event sells twice as fast as forecast, with reasons from the numbers")
    void sellsFast() {
        DemandState state = Sales.paced(advisor, 2.5, 12);
        Recommendation advice = advisor.recommend(state, Sales.standing(170, "50.00", 12));
        assertThat(advice.recommendedPrice()).isEqualByComparingTo("57.50");
        assertThat(advice.bestPrice()).isGreaterThan(advice.recommendedPrice());
        assertThat(advice.automatic()).isTrue();
        assertThat(advice.confidence()).isGreaterThan(0.8);
        assertThat(advice.expectedRevenueIncrease()).isGreaterThan(0.02);
        assertThat(advice.demandChange()).isBetween(-0.4, -0.05);
        assertThat(advice.factors().demand()).isGreaterThan(0.8);
        assertThat(advice.reasons())
                .anyMatch(reason -> reason.matches("Bookings run 2\\.\\d times the forecast\\."))
                .anyMatch(reason -> reason.matches(".*each seat is worth \\d+\\.\\d\\d EUR to later buyers\\."))
                .anyMatch(reason -> reason.matches("Limited to 15 % at a time; the best price would be .* EUR\\."));
    }

    @Test
    @DisplayName("says finite figures of a price from which nobody would buy, and of the way back from it")
    void absurd() {
        DemandState state = Sales.paced(advisor, 1, 12);
        for (String price : new String[] {"1000000.00", "0.01", "0.00"}) {
            SalesSituation situation = Sales.standing(200, price, 12);
            Recommendation advice = advisor.recommend(state, situation);
            Optional<Impact> impact = advisor.impact(state, situation, new BigDecimal("50.00"));

            assertThat(advice.expectedRevenueIncrease()).as(price).isBetween(-1.0, 1e6);
            assertThat(advice.demandChange()).as(price).isBetween(-1.0, 1e6);
            assertThat(advice.confidence()).as(price).isBetween(0.0, 1.0);
            assertThat(impact.map(Impact::revenueChange).orElse(0.0)).as(price).isBetween(-1.0, 1e6);
            assertThat(impact.map(Impact::demandChange).orElse(0.0)).as(price).isBetween(-1.0, 1e6);
        }
        for (String senseless : new String[] {"1000000.00", "0.00"}) {
            assertThat(advisor.impact(state, Sales.standing(200, senseless, 12), new BigDecimal("50.00")))
                    .as(senseless)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "says first what decides: that people have to set a price outside its limits, or that it is not sure enough")
    void decisive() {
        DemandState state = Sales.paced(advisor, 1, 12);
        assertThat(advisor.recommend(state, Sales.standing(200, "500.00", 12))
                        .reasons()
                        .get(0))
                .isEqualTo(
                        "The price is not between 25.00 EUR and 125.00 EUR, where it is to be: somebody has to set it.");
        Recommendation unsure = Stream.of("44.00", "46.00", "48.00", "52.00", "54.00", "56.00", "58.00")
                .map(price -> advisor.recommend(state, Sales.standing(200, price, 12)))
                .filter(advice -> advice.holds().contains(Hold.UNSURE))
                .findFirst()
                .orElseThrow();
        assertThat(unsure.reasons().get(0))
                .matches(
                        "Too little is known yet: [0-9.]+ EUR would earn more with a probability of \\d+ % only\\. Keep the price\\.");
    }

    @Test
    @DisplayName("moves within the interval that is not over yet")
    void withinTheInterval() {
        DemandState state = Sales.paced(advisor, 1, 12);
        SalesSituation situation = Sales.standing(200, "50.00", 12.1);
        DemandState soFar = advisor.after(state, Sales.sold(12, 12.1, 12, "50.00"));
        assertThat(advisor.recommend(soFar, situation).bestPrice())
                .isGreaterThan(advisor.recommend(state, situation).bestPrice());
    }

    @Test
    @DisplayName("never falls when more was sold, nor rises when more seats are left")
    void monotone() {
        double before = 0;
        for (double pace = 0.2; pace < 4; pace += 0.2) {
            double best = best(Sales.paced(advisor, pace, 15), 150);
            assertThat(best).isGreaterThanOrEqualTo(before * 0.999);
            before = best;
        }
        DemandState state = Sales.paced(advisor, 1.5, 15);
        before = Double.MAX_VALUE;
        for (int seats = 1; seats <= 300; seats += 13) {
            double best = best(state, seats);
            assertThat(best).isLessThanOrEqualTo(before * 1.001);
            before = best;
        }
    }

    private double best(DemandState state, int seats) {
        return advisor.recommend(state, Sales.standing(seats, "50.00", 15))
                .bestPrice()
                .doubleValue();
    }

    @Test
    @DisplayName("takes the price that a search by integration finds best")
    void bestPrice() {
        DemandState state = Sales.paced(advisor, 1.4, 20);
        DemandModel model = new DemandModel(Sales.EVENT, Sales.PRIOR, CurvePrior.known(CurveShape.ASSUMED));
        Belief belief = model.belief(state, Sales.day(20));
        int lots = OpportunityCost.lots(150, Sales.PRIOR.orderSize());
        double best = 0;
        double most = 0;
        for (double price = 25; price <= 125; price += 0.05) {
            double gain = 0;
            for (int i = 0; i < belief.size(); i++) {
                double cost = OpportunityCost.ofSeat(50, belief.elasticity(i), belief.ordersToCome(i), lots);
                gain += belief.weight(i)
                        * belief.orders(i)
                        * Math.exp(-belief.elasticity(i) * (price / 50 - 1))
                        * (price - cost);
            }
            best = gain > most ? price : best;
            most = Math.max(most, gain);
        }
        assertThat(advisor.recommend(state, Sales.standing(150, "50.00", 20))
                        .bestPrice()
                        .doubleValue())
                .isCloseTo(best, within(0.015 * best));
    }

    @Test
    @DisplayName("states the revenue that playing the rest of the sale gives")
    void revenue() {
        DemandState state = Sales.paced(advisor, 1.2, 20);
        DemandModel model = new DemandModel(Sales.EVENT, Sales.PRIOR, CurvePrior.known(CurveShape.ASSUMED));
        Belief belief = model.belief(state, Sales.day(20));
        RevenueToGo revenue = new RevenueToGo(belief, 50, 1.88, 60);
        Random random = new Random(1);
        double sum = 0;
        int plays = 100_000;
        for (int play = 0; play < plays; play++) {
            double draw = random.nextDouble();
            int pair = 0;
            while (pair < belief.size() - 1 && draw > belief.weight(pair)) {
                draw -= belief.weight(pair++);
            }
            double mean = belief.ordersToCome(pair) * gamma(random, belief.shape(pair)) / belief.shape(pair);
            sum += 50 * 1.88 * Math.min(60, Math.max(0, mean + Math.sqrt(1.25 * mean) * random.nextGaussian()));
        }
        assertThat(revenue.expected(revenue.at(50))).isCloseTo(sum / plays, within(0.01 * sum / plays));
    }

    // As a sum of squares of normal variables; good enough for shapes that are whole multiples of a half.
    private static double gamma(Random random, double shape) {
        double sum = 0;
        long halves = Math.round(2 * shape);
        for (int i = 0; i < halves; i++) {
            double normal = random.nextGaussian();
            sum += normal * normal / 2;
        }
        return sum;
    }

    @Test
    @DisplayName("is sure of a sell-out when it cannot be avoided, and of none when nothing sells")
    void sellOut() {
        DemandState much = Sales.paced(advisor, 4, 20);
        assertThat(advisor.recommend(much, Sales.standing(10, "50.00", 20))
                        .factors()
                        .demand())
                .isGreaterThan(0.99);
        DemandState little = Sales.paced(advisor, 0.05, 40);
        assertThat(advisor.recommend(little, Sales.standing(300, "50.00", 40))
                        .factors()
                        .demand())
                .isLessThan(0.01);
    }

    @Test
    @DisplayName("leaves free, sold out and past events alone")
    void nothingToDo() {
        PricedEvent free = Sales.event("0.00", 300);
        PriceAdvisor ofFree =
                new PriceAdvisor(free, Sales.PRIOR, CurvePrior.known(CurveShape.ASSUMED), PriceRules.usual(free));
        DemandState state = ofFree.after(ofFree.unseen(), Sales.sold(0, 1, 5, "0.00"));
        Recommendation advice = ofFree.recommend(state, Sales.standing(10, "0.00", 5));
        assertThat(advice.holds()).containsExactly(Hold.FREE);
        assertThat(advice.recommendedPrice()).isEqualByComparingTo("0");

        Recommendation soldOut = advisor.recommend(advisor.unseen(), Sales.standing(0, "50.00", 5));
        assertThat(soldOut.holds()).containsExactly(Hold.SOLD_OUT);
        assertThat(soldOut.reasons()).containsExactly("No seat is left.");

        Recommendation over = advisor.recommend(advisor.unseen(), Sales.standing(5, "50.00", 60));
        assertThat(over.holds()).containsExactly(Hold.OVER);
        assertThat(over.inputs().remaining()).isZero();
    }

    @ParameterizedTest(name = "{0} seats")
    @ValueSource(ints = {1, 2, 5, 100_000})
    @DisplayName("is made of numbers for every capacity, demand and moment")
    void numbers(int capacity) {
        for (String price : List.of("0.01", "0.50", "50.00", "99999.99")) {
            PricedEvent event = Sales.event(price, capacity);
            PriceAdvisor ofEvent = new PriceAdvisor(
                    event,
                    DemandPrior.coldStart(capacity),
                    CurvePrior.around(CurveShape.ASSUMED),
                    PriceRules.usual(event));
            for (double orders : new double[] {0, 1, 10_000}) {
                DemandState state = ofEvent.unseen();
                for (int day = 0; day < 60; day++) {
                    state = ofEvent.after(state, Sales.sold(day, day + 1, orders, price));
                    valid(ofEvent.recommend(state, Sales.standing(capacity, price, day + 0.999)));
                }
            }
        }
    }

    private static void valid(Recommendation advice) {
        assertThat(advice.confidence()).isBetween(0.0, 1.0);
        assertThat(advice.expectedRevenueIncrease()).isFinite();
        assertThat(advice.expectedRevenue()).isFinite().isNotNegative();
        assertThat(advice.demandChange()).isFinite();
        assertThat(advice.factors().demand()).isBetween(0.0, 1.0);
        assertThat(advice.factors().availability()).isBetween(0.0, 1.0);
        assertThat(advice.factors().timeToEvent()).isBetween(0.0, 1.0);
        assertThat(advice.recommendedPrice()).isPositive();
        assertThat(advice.inputs().elasticityWeights())
                .hasSize(25)
                .allMatch(weight -> weight >= 0 && weight <= 1.000001);
        assertThat(advice.reasons()).isNotEmpty().noneMatch(reason -> reason.contains("NaN"));
    }

    @Test
    @DisplayName("refuses what is no number")
    void notANumber() {
        assertThatThrownBy(() -> new DemandPrior(Double.NaN, 0.6, 1.3, 0.4, 1.88))
                .isInstanceOf(IllegalArgumentException.class);
        Instant from = Sales.day(0);
        assertThatThrownBy(() -> SalesInterval.open(from, Sales.day(1), Double.NaN, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SalesInterval(from, Sales.day(1), 1, 0, 1.01, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
