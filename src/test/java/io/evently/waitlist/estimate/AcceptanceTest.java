package io.evently.waitlist.estimate;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Acceptance of offers")
class AcceptanceTest {
    private static final Acceptance LEARNED =
            Acceptance.learned(new long[] {17, 45, 65, 73}, new long[] {98, 98, 98, 98});

    @Test
    @DisplayName("is one in two before anything was offered, and what was counted afterwards")
    void shares() {
        assertThat(Acceptance.prior().at(3)).isEqualTo(0.5);
        assertThat(LEARNED.at(3)).isEqualTo(0.18);
        assertThat(LEARNED.at(6)).isEqualTo(0.46);
        assertThat(LEARNED.at(95.9)).isEqualTo(0.66);
        assertThat(LEARNED.at(1000)).isEqualTo(0.74);
    }

    @Test
    @DisplayName("is never learned from more taken than made")
    void impossible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Acceptance.learned(new long[] {2, 0, 0, 0}, new long[] {1, 0, 0, 0}));
    }
}
