package io.evently.pricing.model;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The opportunity cost of a seat")
class OpportunityCostTest {
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest(name = "{0} lots, {1} orders expected, elasticity {2}")
    @CsvSource({"1, 0.5, 1.3", "1, 4, 1.3", "5, 3, 0.8", "20, 30, 1.5", "20, 10, 2.2", "40, 80, 1"})
    @DisplayName("is what dynamic programming over seats and time finds")
    void asDynamicProgramming(int lots, double expected, double elasticity) {
        assertThat(OpportunityCost.ofSeat(50, elasticity, expected, lots))
                .isCloseTo(byDynamicProgramming(50, elasticity, expected, lots), within(0.02));
    }

    // The value of n lots obeys dJ/da = max over p of exp(-eta (p/p0 - 1)) (p - (J(n) - J(n-1))), a the orders to come;
    // the
    // best p is the opportunity cost and p0/eta. Fourth-order Runge-Kutta.
    private static double byDynamicProgramming(double base, double elasticity, double expected, int lots) {
        int steps = 20_000;
        double h = expected / steps;
        double[] value = new double[lots + 1];
        for (int step = 0; step < steps; step++) {
            double[] k1 = slope(base, elasticity, value);
            double[] k2 = slope(base, elasticity, moved(value, k1, h / 2));
            double[] k3 = slope(base, elasticity, moved(value, k2, h / 2));
            double[] k4 = slope(base, elasticity, moved(value, k3, h));
            for (int n = 1; n <= lots; n++) {
                value[n] += h / 6 * (k1[n] + 2 * k2[n] + 2 * k3[n] + k4[n]);
            }
        }
        return value[lots] - value[lots - 1];
    }

    private static double[] slope(double base, double elasticity, double[] value) {
        double[] slope = new double[value.length];
        for (int n = 1; n < value.length; n++) {
            double cost = value[n] - value[n - 1];
            double price = base / elasticity + cost;
            slope[n] = Math.exp(-elasticity * (price / base - 1)) * (price - cost);
        }
        return slope;
    }

    private static double[] moved(double[] value, double[] slope, double by) {
        double[] moved = value.clone();
        for (int n = 1; n < value.length; n++) {
            moved[n] += by * slope[n];
        }
        return moved;
    }

    @Test
    @DisplayName("falls with the seats that are left and rises with the orders to come")
    void monotone() {
        for (int lots = 1; lots < 1_000; lots++) {
            assertThat(OpportunityCost.ofSeat(50, 1.3, 200, lots + 1))
                    .isLessThanOrEqualTo(OpportunityCost.ofSeat(50, 1.3, 200, lots) + ROUNDING);
        }
        for (int expected = 1; expected < 1_000; expected++) {
            assertThat(OpportunityCost.ofSeat(50, 1.3, expected + 1, 100))
                    .isGreaterThanOrEqualTo(OpportunityCost.ofSeat(50, 1.3, expected, 100) - ROUNDING);
        }
    }

    @Test
    @DisplayName("is a number for every size")
    void stable() {
        for (double expected : new double[] {0, 1e-300, 1e-9, 1, 1e6, 1e12}) {
            for (int lots : new int[] {1, 2, 800, 200_000}) {
                assertThat(OpportunityCost.ofSeat(50, 5, expected, lots)).isBetween(0.0, 1e6);
            }
        }
    }
}
