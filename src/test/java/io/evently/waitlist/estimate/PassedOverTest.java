package io.evently.waitlist.estimate;

import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Seats that go past a large wish")
class PassedOverTest {
    private static final Sizes LOTS = Sizes.of(0, 55, 30, 8, 7);
    private static final int NEVER_KEPT = 1_000_000;

    @ParameterizedTest
    @DisplayName("are as many as drawn lots are too small")
    @CsvSource({"1, 3", "2, 3", "4, 3", "4, 0", "2, 1000000", "4, 1000000"})
    void asDrawn(int quantity, int atMost) {
        double[] lost = atMost == NEVER_KEPT
                ? PassedOver.exactly(quantity, LOTS, 400)
                : PassedOver.exactly(quantity, LOTS, 400, atMost);
        double[] drawn = drawn(quantity, atMost);

        for (int seats = 0; seats < 30; seats++) {
            assertThat(lost[seats]).isCloseTo(drawn[seats], within(0.005));
        }
        assertThat(Arrays.stream(lost).sum()).isCloseTo(1, within(1e-6));
    }

    @Test
    @DisplayName("never end where no lot is ever large enough and nothing is kept")
    void never() {
        assertThat(PassedOver.exactly(5, LOTS, 50)).containsOnly(0);
        assertThat(PassedOver.exactly(12, Sizes.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1), 3))
                .startsWith(0.5, 0.25);
    }

    private static double[] drawn(int quantity, int atMost) {
        RandomGenerator random = new Random(3);
        int times = 100_000;
        double[] drawn = new double[401];
        for (int time = 0; time < times; time++) {
            int past = 0;
            int lot = lot(random);
            for (int lots = 0; lot < quantity && lots < atMost; lots++) {
                past += lot;
                lot = lot(random);
            }
            drawn[Math.min(past, 400)] += 1.0 / times;
        }
        return drawn;
    }

    private static int lot(RandomGenerator random) {
        int drawn = random.nextInt(100);
        return drawn < 55 ? 1 : drawn < 85 ? 2 : drawn < 93 ? 3 : 4;
    }
}
