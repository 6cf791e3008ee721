package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Models of what is still to come")
class PickupModelsTest {
    private static final Situation TWELVE = new Situation(12, 3, DayOfWeek.FRIDAY);

    private final PickupHistory history = new PickupHistory();

    @Test
    @DisplayName("additive: the average of the latest")
    void additive() {
        add(10, 15);
        add(20, 30);
        add(30, 42);

        assertThat(new AdditivePickup(history, 2, 1).pickup(3, TWELVE)).isEqualTo(11);
        assertThat(new AdditivePickup(history, 28, 1).pickup(3, TWELVE)).isEqualTo(9);
        assertThat(new AdditivePickup(history, 28, 1).pickup(1, TWELVE))
                .as("only the first is known")
                .isEqualTo(5);
    }

    @Test
    @DisplayName("a history knows which events were over, and averages by weekday")
    void history() {
        add(10, 15);
        add(20, 30);
        add(30, 42);

        assertThat(history.overBy(MadeUpEvents.startsAt(1))).isEqualTo(2);
        assertThat(history.overBy(MadeUpEvents.startsAt(1).minusSeconds(1))).isEqualTo(1);
        assertThat(history.averagePickup(3, 8, MadeUpEvents.weekday(1))).isEqualTo(10);
        assertThat(history.averagePickup(3, 2, MadeUpEvents.weekday(5)))
                .as("no such weekday")
                .isEqualTo(11);
        assertThat(history.averageDemand(3, 2)).isEqualTo(36);
        assertThat(history.shareOnBooks(3, 56)).isCloseTo(60.0 / 87, within(1e-12));
    }

    @Test
    @DisplayName("blended: in proportion where bookings were in proportion")
    void proportional() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            double books = 10 + random.nextInt(90);
            add(books, 2 * books);
        }

        assertThat(new BlendedPickup(history, 6).pickup(60, TWELVE)).isCloseTo(12, within(1e-9));
    }

    @Test
    @DisplayName("blended: the usual amount where what came did not depend on the books")
    void constant() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            add(random.nextInt(20), 100);
        }

        assertThat(12 + new BlendedPickup(history, 6).pickup(60, TWELVE)).isBetween(85.0, 115.0);
    }

    @Test
    @DisplayName("ridge: the regression of a single column, worked out by hand")
    void ridgeByHand() {
        double[][] rows = {{1}, {2}, {3}};
        WeightedMoments moments = new WeightedMoments(rows, new double[] {2, 4, 9}, new double[] {1, 1, 1});

        // Average 5, slope (7 / (2/3)) / (3 + 10) per step of the standardised column, two steps above the average.
        assertThat(moments.predict(new double[] {4}, 10)).isCloseTo(5 + 2 * 7 * 1.5 / 13, within(1e-12));
        assertThat(moments.predict(new double[] {4}, 1e-9))
                .as("without a penalty least squares")
                .isCloseTo(12, within(1e-6));
        assertThat(moments.predict(new double[] {4}, 1e12))
                .as("with a large one the average")
                .isCloseTo(5, within(1e-6));
    }

    @Test
    @DisplayName("ridge: a row of weight two counts as if it were there twice, a column without deviation not at all")
    void ridgeWeights() {
        WeightedMoments weighted = new WeightedMoments(
                new double[][] {{1, 7}, {2, 7}, {4, 7}}, new double[] {1, 5, 6}, new double[] {1, 2, 1});
        WeightedMoments repeated = new WeightedMoments(
                new double[][] {{1}, {2}, {2}, {4}}, new double[] {1, 5, 5, 6}, new double[] {1, 1, 1, 1});

        assertThat(weighted.predict(new double[] {3, 7}, 10))
                .isCloseTo(repeated.predict(new double[] {3}, 10), within(1e-12));
    }

    @Test
    @DisplayName("ridge: two columns, against the normal equations solved by hand")
    void ridgeTwoColumns() {
        double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        WeightedMoments moments = new WeightedMoments(rows, new double[] {1, 2, 4, 5}, new double[] {1, 1, 1, 1});

        // Both columns have deviation 1/2 and do not correlate, so each is shrunk by 4 / (4 + 4).
        assertThat(moments.predict(new double[] {1, 1}, 4)).isCloseTo(3 + (1.5 + 0.5) / 2, within(1e-12));
    }

    @Test
    @DisplayName("ridge: finds that what comes depends on the books and on the weekday")
    void ridgeLearns() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 300; i++) {
            double books = 20 + random.nextInt(60);
            double comes = 0.5 * books + (MadeUpEvents.weekday(i) == DayOfWeek.SATURDAY ? 30 : 0);
            add(books, books + comes);
        }
        RidgePickup ridge = new RidgePickup(history, new PickupRows(history), 10, 20);

        assertThat(ridge.pickup(300, new Situation(60, 0, DayOfWeek.SATURDAY))).isCloseTo(60, within(4.0));
        assertThat(ridge.pickup(300, new Situation(30, 0, DayOfWeek.MONDAY))).isCloseTo(15, within(4.0));
    }

    @Test
    @DisplayName("combined: the one that was off by less weighs more; without errors all weigh the same")
    void combined() {
        Combination combination = new Combination(1, 1);
        assertThat(combination.combined(new double[] {10, 20}, 0)).isEqualTo(15);
        for (int i = 0; i < 12; i++) {
            combination.judge(true, 100, new double[] {101, 102}, new double[] {101, 102});
        }

        // Weights 1 and 1/2 to the power of eight.
        assertThat(combination.combined(new double[] {10, 20}, 12))
                .isCloseTo((10 + 20.0 / 256) / (1 + 1.0 / 256), within(1e-6));
        assertThat(combination.combined(new double[] {Double.NaN, 20}, 12)).isEqualTo(20);
        assertThat(new Combination(2, 1).combined(new double[] {10, 25}, 0))
                .as("twice the weight")
                .isEqualTo(15);
    }

    @Test
    @DisplayName("combined: judged by forecasts made afterwards until enough were made in time")
    void combinedEarly() {
        Combination combination = new Combination(1, 1);
        double[] nothing = {Double.NaN, Double.NaN};
        for (int i = 0; i < 5; i++) {
            combination.judge(true, 100, nothing, new double[] {100, 140});
        }

        assertThat(combination.combined(new double[] {10, 20}, 5)).isCloseTo(10, within(1e-6));
        assertThat(combination.combined(new double[] {10, 20}, 2))
                .as("two errors say nothing")
                .isEqualTo(15);
    }

    @Test
    @DisplayName("category: the posterior of Gamma and Poisson in closed form")
    void category() {
        CategoryPrior prior = CategoryPrior.cold(100);
        double shape = 1 / 0.36;

        NegativeBinomial coming = prior.pickup(60, 10);

        assertThat(prior.shareBy(10)).isEqualTo(0.5);
        assertThat(coming.mean()).isCloseTo(0.5 * (shape + 60) / (shape / 100 + 0.5), within(1e-9));
        assertThat(coming.size()).isCloseTo(shape + 60, within(1e-9));
        assertThat(prior.pickup(60, 0).mean()).isZero();
        assertThat(prior.shareBy(10.5)).isBetween(prior.shareBy(11), prior.shareBy(10));
        assertThat(prior.shareBy(1000)).isBetween(0.0, 1e-9);
    }

    @Test
    @DisplayName("category: learns level, spread and curve from events, and forgets the guess")
    void categoryLearns() {
        BookingProfile early = BookingProfile.of(40, 40, 40, 39, 38);
        CategoryPrior learned = CategoryPrior.cold(1000)
                .learned(IntStream.range(0, 200)
                        .mapToObj(i -> MadeUpEvents.finished(i, early))
                        .toList());

        assertThat(learned.demand()).isCloseTo(40, within(6.0));
        assertThat(learned.shareBy(3)).isCloseTo(39.0 / 40, within(0.01));
        assertThat(CategoryPrior.cold(50).learned(List.of()).demand()).isEqualTo(50);
    }

    @Test
    @DisplayName("negative binomial: against its terms summed up, and the geometric case in closed form")
    void negativeBinomial() {
        NegativeBinomial distribution = new NegativeBinomial(7.5, 3.2);
        double ratio = 7.5 / (7.5 + 3.2);
        double term = Math.pow(1 - ratio, 3.2);
        double sum = 0;
        for (int k = 0; k <= 40; k++) {
            sum += term;
            assertThat(distribution.cumulative(k)).isCloseTo(sum, within(1e-9));
            term *= ratio * (3.2 + k) / (k + 1);
        }
        assertThat(new NegativeBinomial(4, 1).cumulative(2)).isCloseTo(1 - Math.pow(0.8, 3), within(1e-12));
        assertThat(distribution.cumulative(-1)).isZero();
        long median = distribution.quantile(0.5);
        assertThat(distribution.cumulative(median)).isGreaterThanOrEqualTo(0.5);
        assertThat(distribution.cumulative(median - 1)).isLessThan(0.5);
        assertThat(new NegativeBinomial(0, 3).quantile(0.9)).isZero();
    }

    private void add(double books, double demand) {
        int number = history.size();
        history.add(
                MadeUpEvents.startsAt(number),
                MadeUpEvents.startsAt(number).minusSeconds(OpenEvent.SECONDS_PER_DAY),
                new Situation(books, 0, MadeUpEvents.weekday(number)),
                demand);
    }
}
