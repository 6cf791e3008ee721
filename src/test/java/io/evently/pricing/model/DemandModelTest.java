package io.evently.pricing.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Learning demand")
class DemandModelTest {
    private static final double DISPERSION = 2;

    private final CurvePrior curves = CurvePrior.around(CurveShape.ASSUMED);
    private final DemandModel model = new DemandModel(Sales.EVENT, Sales.PRIOR, curves);

    @Test
    @DisplayName("gives the weights and means that integrating over all demands gives")
    void asIntegration() {
        List<SalesInterval> intervals =
                List.of(Sales.sold(0, 1, 6, "50.00"), Sales.sold(1, 2, 4, "57.50"), Sales.sold(2, 3, 5, "45.00"));
        DemandState state = model.unseen();
        for (SalesInterval interval : intervals) {
            state = model.after(state, interval);
        }
        assertThat(state.shifted()).isFalse();

        double[] weights = new double[curves.shapes().size() * ElasticityGrid.SIZE];
        double[] means = new double[weights.length];
        double sum = 0;
        for (int pair = 0; pair < weights.length; pair++) {
            double[] integral = integral(pair, intervals);
            weights[pair] = integral[0];
            means[pair] = integral[1] / integral[0];
            sum += integral[0];
        }
        double[] found = model.weights(state);
        Belief belief = model.belief(state, Sales.day(3));
        for (int pair = 0, kept = 0; pair < weights.length; pair++) {
            assertThat(found[pair]).isCloseTo(weights[pair] / sum, within(1e-6));
            if (found[pair] > 1e-5) {
                assertThat(belief.orders(kept++)).isCloseTo(means[pair], within(1e-3 * means[pair]));
            }
        }
    }

    // Over the orders of the whole sale: prior, by as much as it still counts, times the likelihood of each interval,
    // to the power of what is
    // remembered of
    // it over the dispersion. Trapezoids.
    private double[] integral(int pair, List<SalesInterval> intervals) {
        CurveShape shape = curves.shapes().get(pair / ElasticityGrid.SIZE);
        double elasticity = ElasticityGrid.value(pair % ElasticityGrid.SIZE);
        BookingCurve curve = BookingCurve.of(shape, Sales.ON_SALE, Sales.START);
        double prior = NormalDistribution.of(Math.log(1.3), 0.4).density(Math.log(elasticity))
                * curves.weights().get(pair / ElasticityGrid.SIZE);
        double sold = 0;
        for (int i = 0; i < intervals.size(); i++) {
            sold += Math.pow(0.95, intervals.size() - 1 - i) * intervals.get(i).orders() / DISPERSION;
        }
        double forecast = Sales.PRIOR.shape() / (Sales.PRIOR.shape() + sold);
        var gamma = GammaDistribution.of(forecast * Sales.PRIOR.shape(), 1 / (forecast * Sales.PRIOR.rate()));
        double whole = 0;
        double first = 0;
        double step = 0.25;
        for (double orders = step; orders < 2_500; orders += step) {
            double log = gamma.logDensity(orders);
            for (int i = 0; i < intervals.size(); i++) {
                SalesInterval interval = intervals.get(i);
                double x = interval.price().doubleValue() / 50 - 1;
                double mean = orders * curve.mass(interval.from(), interval.to()) * Math.exp(-elasticity * x);
                double remembered = Math.pow(0.95, intervals.size() - 1 - i);
                log += remembered / DISPERSION * (interval.orders() * Math.log(mean) - mean);
            }
            whole += Math.exp(log) * prior;
            first += Math.exp(log) * prior * orders;
        }
        return new double[] {whole, first};
    }

    @Test
    @DisplayName(
            "believes sales rather than a forecast three times too high or too low, and never knows less by a sale")
    void wrongForecast() {
        for (double factor : new double[] {1 / 3.0, 3}) {
            CurvePrior known = CurvePrior.known(CurveShape.ASSUMED);
            DemandModel plain = new DemandModel(Sales.EVENT, Sales.PRIOR, known);
            BookingCurve curve = BookingCurve.of(CurveShape.ASSUMED, Sales.ON_SALE, Sales.START);
            DemandState state = plain.unseen();
            double least = Sales.PRIOR.shape();
            double told = factor * Sales.PRIOR.orders();
            for (int day = 0; day < 30; day++) {
                double orders = told * curve.mass(Sales.day(day), Sales.day(day + 1));
                state = plain.after(state, Sales.sold(day, day + 1, orders, "50.00"));
                assertThat(plain.belief(state, Sales.day(day + 1)).shape(0)).isGreaterThanOrEqualTo(least);
            }
            assertThat(plain.belief(state, Sales.day(30)).meanOrders()).isCloseTo(told, within(0.25 * told));
        }
    }

    @Test
    @DisplayName("learns nothing from hours without seats")
    void soldOut() {
        PriceAdvisor advisor = Sales.advisor(Sales.EVENT);
        DemandState open = Sales.paced(advisor, 1, 10);
        DemandState after =
                advisor.after(open, new SalesInterval(Sales.day(10), Sales.day(11), 0, 0, 0, new BigDecimal("50.00")));
        double before = advisor.recommend(open, Sales.standing(100, "50.00", 11))
                .inputs()
                .expectedOrders();
        assertThat(advisor.recommend(after, Sales.standing(100, "50.00", 11))
                        .inputs()
                        .expectedOrders())
                .isCloseTo(before, within(0.02 * before));
    }

    @Test
    @DisplayName("counts those who were refused")
    void refused() {
        PriceAdvisor advisor = Sales.advisor(Sales.EVENT);
        DemandState open = Sales.paced(advisor, 1, 10);
        DemandState sold = advisor.after(
                open, new SalesInterval(Sales.day(10), Sales.day(11), 2, 0, 0.5, new BigDecimal("50.00")));
        DemandState refused = advisor.after(
                open, new SalesInterval(Sales.day(10), Sales.day(11), 2, 6, 0.5, new BigDecimal("50.00")));
        assertThat(advisor.recommend(refused, Sales.standing(1, "50.00", 11))
                        .inputs()
                        .expectedOrders())
                .isGreaterThan(advisor.recommend(sold, Sales.standing(1, "50.00", 11))
                        .inputs()
                        .expectedOrders());
    }

    @Test
    @DisplayName("notices a day that nothing explains, and no usual one")
    void shift() {
        PriceAdvisor advisor = Sales.advisor(Sales.EVENT);
        DemandState usual = Sales.paced(advisor, 1, 30);
        assertThat(usual.shifted()).isFalse();
        DemandState rush = advisor.after(usual, Sales.sold(30, 31, 40, "50.00"));
        assertThat(rush.shifted()).isTrue();
        assertThat(advisor.recommend(rush, Sales.standing(200, "50.00", 31)).reasons())
                .anyMatch(reason -> reason.startsWith("Demand shift detected"));
        assertThat(advisor.after(rush, Sales.sold(31, 32, 3, "50.00")).shifted())
                .isFalse();
    }

    @Test
    @DisplayName("counts an interval once, however often it is replayed")
    void replay() {
        PriceAdvisor advisor = Sales.advisor(Sales.EVENT);
        DemandState once = advisor.after(advisor.unseen(), Sales.sold(0, 1, 6, "50.00"));
        assertThat(advisor.after(once, Sales.sold(0, 1, 6, "50.00"))).isEqualTo(once);
        assertThat(advisor.after(once, Sales.sold(0.5, 1.5, 6, "50.00"))).isEqualTo(once);
    }

    @Test
    @DisplayName("is the same whether a day is told at once or hour by hour")
    void incremental() {
        PriceAdvisor advisor = Sales.advisor(Sales.EVENT);
        DemandState day = advisor.after(advisor.unseen(), Sales.sold(0, 1, 24, "50.00"));
        DemandState hours = advisor.unseen();
        for (int hour = 0; hour < 24; hour++) {
            hours = advisor.after(hours, Sales.sold(hour / 24.0, (hour + 1) / 24.0, 1, "50.00"));
        }
        double atOnce = advisor.recommend(day, Sales.standing(250, "50.00", 1))
                .bestPrice()
                .doubleValue();
        assertThat(advisor.recommend(hours, Sales.standing(250, "50.00", 1))
                        .bestPrice()
                        .doubleValue())
                .isCloseTo(atOnce, within(0.03 * atOnce));
    }

    @Test
    @DisplayName("survives being written down as JSON, to the last bit")
    void roundTrip() throws Exception {
        ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        PriceAdvisor advisor = Sales.advisor(Sales.EVENT);
        DemandState state = Sales.paced(advisor, 1.7, 20);
        DemandState read = json.readValue(json.writeValueAsString(state), DemandState.class);
        assertThat(read).isEqualTo(state);
        assertThat(advisor.fits(read)).isTrue();
        assertThat(advisor.recommend(read, Sales.standing(120, "50.00", 20)))
                .isEqualTo(advisor.recommend(state, Sales.standing(120, "50.00", 20)));
        assertThat(new PriceAdvisor(Sales.EVENT, Sales.PRIOR, curves, PriceRules.usual(Sales.EVENT)).fits(read))
                .isFalse();
    }
}
