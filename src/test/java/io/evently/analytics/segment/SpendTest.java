package io.evently.analytics.segment;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The model of spend")
class SpendTest {
    private static final Spend PUBLISHED = new Spend(6.25, 3.74, 15.44);

    @Test
    @DisplayName("pulls the average of few purchases towards everybody's")
    void shrinks() {
        assertThat(PUBLISHED.mean()).isCloseTo(35.2, within(0.05));
        assertThat(PUBLISHED.expected(0, 100)).isEqualTo(PUBLISHED.mean());
        assertThat(PUBLISHED.expected(2, 100)).isCloseTo(88.3, within(0.1));
        assertThat(PUBLISHED.expected(1000, 100)).isCloseTo(100, within(0.1));
    }

    @Test
    @DisplayName("is found again from customers that spend by it, in whatever currency")
    void recovered() {
        List<SpendHistory> euros = simulated(1);
        List<SpendHistory> yen = simulated(160);

        Spend found = SpendFit.of(euros).orElseThrow().model();
        Spend foundInYen = SpendFit.of(yen).orElseThrow().model();

        assertThat(found.mean()).isCloseTo(PUBLISHED.mean(), within(1.5));
        assertThat(found.expected(2, 100)).isCloseTo(PUBLISHED.expected(2, 100), within(4.0));
        assertThat(foundInYen.mean() / 160).isCloseTo(found.mean(), within(0.01));
    }

    @Test
    @DisplayName("is not fitted to too few")
    void tooFew() {
        assertThat(SpendFit.of(List.of(new SpendHistory(1, 10)))).isEmpty();
    }

    @Test
    @DisplayName("is not fitted to customers who all spend alike")
    void allAlike() {
        assertThat(SpendFit.of(IntStream.range(0, 100)
                        .mapToObj(i -> new SpendHistory(2, 20))
                        .toList()))
                .isEmpty();
    }

    @Test
    @DisplayName("values a customer by purchases of a year times the spend on each")
    void value() {
        RepeatPurchases purchases = new RepeatPurchases(0.243, 4.414, 0.793, 2.426);
        PurchaseHistory history = new PurchaseHistory(2, 30.43, 38.86);

        assertThat(new CustomerValue(purchases, PUBLISHED).of(history, 100))
                .isCloseTo(purchases.expected(history, 52) * PUBLISHED.expected(2, 100), within(1e-9));
    }

    @Test
    @DisplayName("refuses what has no average")
    void nonsense() {
        assertThatThrownBy(() -> new Spend(1, 1, 1)).hasMessageContaining("q must");
        assertThatThrownBy(() -> new SpendHistory(0, 1)).hasMessageContaining("purchases");
        assertThatThrownBy(() -> new SpendHistory(1, 0)).hasMessageContaining("average");
    }

    private static List<SpendHistory> simulated(double unit) {
        RandomDataGenerator random = new RandomDataGenerator(3);
        return IntStream.range(0, 4_000)
                .mapToObj(i -> {
                    int purchases = 1 + i % 5;
                    double rate = random.nextGamma(PUBLISHED.q(), 1 / PUBLISHED.v());
                    double sum = random.nextGamma(PUBLISHED.p() * purchases, 1 / rate);
                    return new SpendHistory(purchases, unit * sum / purchases);
                })
                .toList();
    }
}
