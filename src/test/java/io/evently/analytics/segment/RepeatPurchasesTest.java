package io.evently.analytics.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The model of repeat purchases")
class RepeatPurchasesTest {
    /** The parameters of the paper, to its three digits. */
    private static final RepeatPurchases PUBLISHED = new RepeatPurchases(0.243, 4.414, 0.793, 2.426);

    private static final PurchaseHistory CUSTOMER = new PurchaseHistory(2, 30.43, 38.86);

    @Test
    @DisplayName("expects what the paper expects of its example customer")
    void published() {
        assertThat(PUBLISHED.expected(CUSTOMER, 39)).isCloseTo(1.226, within(0.001));
    }

    @Test
    @DisplayName("expects nothing in no time, more in more time, and less of who has stayed away")
    void monotone() {
        assertThat(PUBLISHED.expected(CUSTOMER, 0)).isZero();
        assertThat(PUBLISHED.expected(CUSTOMER, 52)).isGreaterThan(PUBLISHED.expected(CUSTOMER, 39));
        assertThat(PUBLISHED.expected(new PurchaseHistory(2, 5, 38.86), 39))
                .isLessThan(PUBLISHED.expected(CUSTOMER, 39));
    }

    @Test
    @DisplayName("agrees with the formula as the paper prints it, its series summed term by term")
    void asPrinted() {
        double r = 0.6;
        double alpha = 7;
        double a = 1.7;
        double b = 2.9;
        PurchaseHistory history = new PurchaseHistory(4, 20, 26);
        double z = 13 / (alpha + 26 + 13);
        double term = 1;
        double series = 1;
        for (int k = 0; k < 2000; k++) {
            term *= (r + 4 + k) * (b + 4 + k) / ((a + b + 4 - 1 + k) * (k + 1)) * z;
            series += term;
        }
        double alive = 1 / (1 + a / (b + 3) * Math.pow((alpha + 26) / (alpha + 20), r + 4));
        double expected = (a + b + 3) / (a - 1) * (1 - Math.pow((alpha + 26) / (alpha + 39), r + 4) * series) * alive;

        RepeatPurchases model = new RepeatPurchases(r, alpha, a, b);

        assertThat(model.alive(history)).isCloseTo(alive, within(1e-12));
        assertThat(model.expected(history, 13)).isCloseTo(expected, within(1e-9));
    }

    @Test
    @DisplayName("takes everybody without repeats for alive")
    void withoutRepeats() {
        assertThat(PUBLISHED.alive(new PurchaseHistory(0, 0, 50))).isEqualTo(1);
    }

    @Test
    @DisplayName("holds for hundreds of purchases, and where its formula divides by zero")
    void edges() {
        assertThat(PUBLISHED.expected(new PurchaseHistory(900, 100.9, 101), 52)).isBetween(200.0, 470.0);
        double at = new RepeatPurchases(0.5, 5, 1, 2).expected(CUSTOMER, 39);
        assertThat(new RepeatPurchases(0.5, 5, 0.9999, 2).expected(CUSTOMER, 39))
                .isCloseTo(at, within(1e-3));
        assertThat(new RepeatPurchases(0.5, 5, 1.0001, 2).expected(CUSTOMER, 39))
                .isCloseTo(at, within(1e-3));
    }

    @Test
    @DisplayName("is found again from customers that behave by it")
    void recovered() {
        RepeatPurchases truth = new RepeatPurchases(0.8, 6, 1.2, 3);

        Optional<PurchaseFit> fit = PurchaseFit.of(simulated(truth, 4_000));

        RepeatPurchases found = fit.orElseThrow().model();
        assertThat(found.r() / found.alpha()).isCloseTo(0.8 / 6, within(0.015));
        assertThat(found.r()).isCloseTo(0.8, within(0.15));
        assertThat(found.a() / (found.a() + found.b())).isCloseTo(1.2 / 4.2, within(0.04));
        assertThat(fit.orElseThrow().customers()).isEqualTo(4_000);
    }

    @Test
    @DisplayName("is not fitted to too few who came back")
    void tooFew() {
        assertThat(PurchaseFit.of(List.of())).isEmpty();
        assertThat(PurchaseFit.of(IntStream.range(0, 500)
                        .mapToObj(i -> new PurchaseHistory(0, 0, 10))
                        .toList()))
                .isEmpty();
    }

    @Test
    @DisplayName("refuses histories and parameters that cannot be")
    void nonsense() {
        assertThatThrownBy(() -> new PurchaseHistory(1, 5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurchaseHistory(-1, 0, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RepeatPurchases(0, 1, 1, 1)).hasMessageContaining("r must");
        assertThatThrownBy(() -> PUBLISHED.expected(CUSTOMER, -1)).hasMessageContaining("weeks");
    }

    private static List<PurchaseHistory> simulated(RepeatPurchases truth, int customers) {
        RandomDataGenerator random = new RandomDataGenerator(7);
        List<PurchaseHistory> histories = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            double age = 26 + random.nextUniform(0, 26);
            double rate = random.nextGamma(truth.r(), 1 / truth.alpha());
            double leaves = random.nextBeta(truth.a(), truth.b());
            int repeats = 0;
            double last = 0;
            double next = random.nextExponential(1 / rate);
            while (next < age) {
                repeats++;
                last = next;
                next = random.nextUniform(0, 1) < leaves ? age : next + random.nextExponential(1 / rate);
            }
            histories.add(new PurchaseHistory(repeats, last, age));
        }
        return histories;
    }
}
