package io.evently.waitlist.estimate;

import io.evently.waitlist.policy.OfferPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Rounds of offers")
class RoundsTest {
    private static final CancellationHazard HAZARD = CancellationHazard.prior();
    private static final Acceptance ACCEPTANCE =
            Acceptance.learned(new long[] {17, 45, 65, 73}, new long[] {98, 98, 98, 98});
    private static final Rounds ROUNDS = new Rounds(HAZARD, ACCEPTANCE, OfferPolicy.USUAL);

    @ParameterizedTest
    @DisplayName("pass a seat on until it is taken, while there is time for it")
    @CsvSource({"200, 300, 0.74", "10, 10, 0.46", "0.5, 0.6, 1", "1.5, 1.6, 1"})
    void taken(double from, double to, double expected) {
        assertThat(ROUNDS.taken(from, to)).isCloseTo(expected, within(0.005));
    }

    @Test
    @DisplayName("are cut short by the end of offers")
    void cutShort() {
        double asked = 1 + 0.82 + 0.82 * 0.82;

        assertThat(ROUNDS.taken(0.5, 2.5)).isBetween(1 / asked, 1.0);
        assertThat(ROUNDS.taken(2.2999, 2.3)).isCloseTo(1, within(1e-9));
        assertThat(ROUNDS.taken(0.5, 504)).isBetween(0.33, 0.74);
    }

    @Test
    @DisplayName("are one where nothing is expected to come back")
    void nothing() {
        assertThat(new Rounds(HAZARD.times(0), ACCEPTANCE, OfferPolicy.USUAL).taken(0.5, 100))
                .isEqualTo(ACCEPTANCE.at(100));
    }
}
