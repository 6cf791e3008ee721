package io.evently.waitlist.estimate;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Large numbers")
class LargeNumbersTest {
    private static final Sizes ORDERS = Sizes.of(0, 55, 30, 8, 7);

    @ParameterizedTest
    @DisplayName("say nearly what counting every seat says")
    @CsvSource({"300, 4, 0.5", "300, 4, 0.9", "300, 100, 0.5", "250, 40, 0.6", "500, 4, 0.3", "100, 4, 0.74"})
    void nearlyAsCounted(double mean, double size, double acceptance) {
        Sizes ahead = Sizes.of(0, 200, 150, 30, 20, 0, 5);
        double[] taken = SeatsTaken.exactly(
                ahead, SeatsTakenTest.alike(acceptance), SeatsTakenTest.nonePast((int) ahead.seats()));
        double[] back = SeatsBack.atLeast(mean, size, ORDERS, (int) ahead.seats() + 2);
        double counted = 0;
        for (int seats = 0; seats < taken.length; seats++) {
            counted += taken[seats] * back[seats + 2];
        }

        double variance = ahead.total() * ahead.meanSquare() * acceptance * (1 - acceptance);

        assertThat(LargeNumbers.enough(mean, size, ORDERS, ahead.seats() * acceptance, variance, 2))
                .isCloseTo(counted, within(0.005));
    }

    @ParameterizedTest
    @DisplayName("are a probability at every extreme")
    @CsvSource({
        "0, 4, 1, 0",
        "0, 4, -1, 1",
        "1e7, 4, 10, 1",
        "1e7, 1e7, 10, 1",
        "1e-9, 4, 1000, 0",
        "1000, 1e6, 1e9, 0",
        "1000, 1e6, -1e9, 1"
    })
    void extremes(double mean, double size, double needed, double expected) {
        assertThat(LargeNumbers.enough(mean, size, ORDERS, 0, 0, needed))
                .isCloseTo(expected, within(1e-3))
                .isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @DisplayName("rest on a normal distribution that agrees with the tables")
    @CsvSource({"0, 0.5", "1, 0.8413447", "-1, 0.1586553", "1.959964, 0.975", "-3, 0.0013499", "9, 1", "-40, 0"})
    void normal(double deviations, double expected) {
        assertThat(Normal.below(deviations)).isCloseTo(expected, within(1e-6));
    }
}
