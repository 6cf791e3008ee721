package io.evently.waitlist.estimate;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The cancellation hazard")
class CancellationHazardTest {
    @ParameterizedTest
    @DisplayName("adds up over the hours between two times")
    @CsvSource({
        "0, 6, 0.02808",
        "0.5, 6, 0.02574",
        "5, 7, 0.00616",
        "0, 504, 0.117288",
        "336, 1336, 0.076",
        "10, 10, 0",
        "20, 10, 0",
        "-5, 0, 0"
    })
    void integral(double from, double to, double expected) {
        assertThat(CancellationHazard.prior().integral(from, to)).isCloseTo(expected, within(1e-12));
    }

    @Test
    @DisplayName("adds up to what many small steps add up to")
    void integralInSteps() {
        CancellationHazard hazard = CancellationHazard.prior();
        double step = 0.01;
        double sum = 0;
        for (double at = 3; at < 400 - step / 2; at += step) {
            sum += step * hazard.perHour(at + step / 2);
        }

        assertThat(hazard.integral(3, 400)).isCloseTo(sum, within(1e-5));
    }

    @Test
    @DisplayName("is the prior while nothing was counted, and half way to the own counts after 500 orders")
    void learned() {
        double[] exposure = new double[CancellationHazard.BUCKETS];
        long[] cancellations = new long[CancellationHazard.BUCKETS];
        assertThat(CancellationHazard.learned(exposure, cancellations).perHour(3))
                .isCloseTo(0.00468, within(1e-15));
        exposure[0] = 500 * 6;
        cancellations[0] = 30;

        CancellationHazard learned = CancellationHazard.learned(exposure, cancellations);

        assertThat(learned.perHour(3)).isCloseTo((0.00468 + 30 / 3000.0) / 2, within(1e-12));
        assertThat(learned.perHour(7)).isCloseTo(0.00148, within(1e-15));
    }

    @Test
    @DisplayName("comes near to the own counts when there are many")
    void manyCounts() {
        double[] exposure = new double[CancellationHazard.BUCKETS];
        long[] cancellations = new long[CancellationHazard.BUCKETS];
        exposure[7] = 1e10;
        cancellations[7] = 1_000_000;

        assertThat(CancellationHazard.learned(exposure, cancellations).perHour(500))
                .isCloseTo(1e-4, within(1e-7));
    }

    @Test
    @DisplayName("says how many cancellations were to be expected")
    void expected() {
        double[] exposure = {100, 0, 0, 0, 0, 0, 0, 1000};

        assertThat(CancellationHazard.prior().expected(exposure)).isCloseTo(0.468 + 0.076, within(1e-12));
        assertThat(CancellationHazard.prior().times(2.5).expected(exposure)).isCloseTo(1.36, within(1e-12));
    }

    @Test
    @DisplayName("is not learned from counts that cannot be")
    void impossible() {
        double[] exposure = new double[CancellationHazard.BUCKETS];
        exposure[2] = Double.NaN;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CancellationHazard.learned(exposure, new long[CancellationHazard.BUCKETS]));
        assertThatIllegalArgumentException().isThrownBy(() -> CancellationHazard.learned(new double[3], new long[3]));
    }
}
