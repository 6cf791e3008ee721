package io.evently.waitlist.estimate;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Seats that come back")
class SeatsBackTest {
    private static final int LIMIT = 60;
    private static final Sizes ORDERS = Sizes.of(0, 55, 30, 8, 5, 0, 0, 0, 0, 0, 2);

    @ParameterizedTest
    @DisplayName("are as many as cancelled orders of all sizes added up one by one")
    @CsvSource({"0.3, 4", "5, 4", "20, 4", "5, 16", "12, 400", "0.001, 4", "200, 4", "3, 1"})
    void asAddedUp(double mean, double size) {
        double[] expected = addedUp(mean, size);

        double[] exactly = SeatsBack.exactly(mean, size, ORDERS, LIMIT);

        for (int seats = 0; seats <= LIMIT; seats++) {
            assertThat(exactly[seats]).isCloseTo(expected[seats], within(1e-10));
        }
    }

    @Test
    @DisplayName("are none when no order is expected to be cancelled, or none is there")
    void none() {
        assertThat(SeatsBack.exactly(0, 4, ORDERS, 3)).containsExactly(1, 0, 0, 0);
        assertThat(SeatsBack.exactly(5, 4, Sizes.NONE, 3)).containsExactly(1, 0, 0, 0);
    }

    @Test
    @DisplayName("at least n are all that are not fewer")
    void atLeast() {
        double[] exactly = SeatsBack.exactly(5, 4, ORDERS, 400);

        double[] atLeast = SeatsBack.atLeast(5, 4, ORDERS, 400);

        assertThat(atLeast[0]).isEqualTo(1);
        assertThat(atLeast[7]).isCloseTo(Arrays.stream(exactly, 7, 401).sum(), within(1e-9));
    }

    @Test
    @DisplayName("are on average as many as orders times seats of an order")
    void mean() {
        double[] atLeast = SeatsBack.atLeast(6, 8, ORDERS, 500);

        assertThat(Arrays.stream(atLeast, 1, 501).sum()).isCloseTo(6 * ORDERS.mean(), within(1e-6));
    }

    private static double[] addedUp(double mean, double size) {
        double[] seatsOfSoMany = new double[LIMIT + 1];
        seatsOfSoMany[0] = 1;
        double[] sum = new double[LIMIT + 1];
        double probability = Math.pow(size / (size + mean), size);
        for (int orders = 0; orders <= LIMIT; orders++) {
            for (int seats = 0; seats <= LIMIT; seats++) {
                sum[seats] += probability * seatsOfSoMany[seats];
            }
            seatsOfSoMany = oneMore(seatsOfSoMany);
            probability *= (size + orders) / (orders + 1) * mean / (size + mean);
        }
        return sum;
    }

    private static double[] oneMore(double[] seatsOfSoMany) {
        double[] more = new double[LIMIT + 1];
        for (int seats = 0; seats <= LIMIT; seats++) {
            for (int size = 1; size <= Math.min(seats, Sizes.LARGEST); size++) {
                more[seats] += seatsOfSoMany[seats - size] * ORDERS.share(size);
            }
        }
        return more;
    }
}
