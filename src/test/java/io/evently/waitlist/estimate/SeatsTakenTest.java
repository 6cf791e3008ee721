package io.evently.waitlist.estimate;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Seats taken by those ahead")
class SeatsTakenTest {
    private static final Sizes AHEAD = Sizes.of(0, 31, 17, 5, 4, 1, 0, 2, 0, 0, 1);

    @ParameterizedTest
    @DisplayName("are as many as when one after the other takes its own or none")
    @ValueSource(doubles = {0, 1e-9, 0.02, 0.5, 0.74, 0.999, 1})
    void oneAfterTheOther(double acceptance) {
        int limit = (int) AHEAD.seats();
        double[] expected = oneByOne(AHEAD, acceptance);

        double[] exactly = SeatsTaken.exactly(AHEAD, alike(acceptance), nonePast(limit));

        for (int seats = 0; seats <= limit; seats++) {
            assertThat(exactly[seats]).isCloseTo(expected[seats], within(1e-11));
        }
    }

    @Test
    @DisplayName("beyond the limit are left out, those below stay as they are")
    void limit() {
        double[] all = SeatsTaken.exactly(AHEAD, alike(0.3), nonePast((int) AHEAD.seats()));

        assertThat(SeatsTaken.exactly(AHEAD, alike(0.3), nonePast(20)))
                .containsExactly(Arrays.copyOf(all, 21), within(1e-15));
    }

    @Test
    @DisplayName("of a crowd are on average what the share says, and no count is lost")
    void crowd() {
        double[] exactly = SeatsTaken.exactly(Sizes.of(0, 50_000), alike(0.4), nonePast(50_000));

        double mean = 0;
        for (int seats = 0; seats < exactly.length; seats++) {
            mean += seats * exactly[seats];
        }
        assertThat(Arrays.stream(exactly).sum()).isCloseTo(1, within(1e-10));
        assertThat(mean).isCloseTo(20_000, within(1e-4));
    }

    @Test
    @DisplayName("come on top of those that go past, and larger wishes may take theirs less often")
    void onTop() {
        double[] acceptance = alike(0.5);
        acceptance[2] = 0.1;

        double[] exactly = SeatsTaken.exactly(Sizes.of(0, 1, 1), acceptance, new double[] {0.7, 0.3, 0, 0, 0});

        assertThat(exactly)
                .containsExactly(
                        new double[] {0.45 * 0.7, 0.45, 0.45 * 0.3 + 0.05 * 0.7, 0.05, 0.05 * 0.3}, within(1e-12));
    }

    static double[] alike(double acceptance) {
        double[] bySize = new double[Sizes.LARGEST + 1];
        Arrays.fill(bySize, acceptance);
        return bySize;
    }

    static double[] nonePast(int limit) {
        double[] past = new double[limit + 1];
        past[0] = 1;
        return past;
    }

    private static double[] oneByOne(Sizes ahead, double acceptance) {
        double[] taken = new double[(int) ahead.seats() + 1];
        taken[0] = 1;
        for (int size = 1; size <= Sizes.LARGEST; size++) {
            for (long entry = 0; entry < ahead.count(size); entry++) {
                double[] next = new double[taken.length];
                for (int seats = 0; seats < taken.length; seats++) {
                    next[seats] =
                            taken[seats] * (1 - acceptance) + (seats < size ? 0 : taken[seats - size] * acceptance);
                }
                taken = next;
            }
        }
        return taken;
    }
}
