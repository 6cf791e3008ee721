package io.evently.onsale;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The verdict")
class VerdictTest {
    private static final Reconciliation RIGHT = new Reconciliation(0, 0, 1, 1, 0, List.of());
    private static final Reconciliation WRONG = new Reconciliation(0, 0, 1, 1, 0, List.of("lost"));

    private final Tally tally = new Tally(System::nanoTime);

    @Test
    @DisplayName("is fine, with exit code 0, when everything agrees; the unknown do not change that")
    void fine() {
        tally.unknown(Wishes.of(UUID.randomUUID(), 1), "closed");

        Verdict verdict = Verdict.of(tally.tallied(), RIGHT, 0);

        assertThat(verdict).isEqualTo(Verdict.FINE);
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    @DisplayName("is broken, with exit code 1, for one broken promise or one violation, errors or not")
    void broken() {
        tally.failed("500");

        assertThat(Verdict.of(tally.tallied(), WRONG, 0)).isEqualTo(Verdict.BROKEN);
        assertThat(Verdict.of(tally.tallied(), RIGHT, 1)).isEqualTo(Verdict.BROKEN);
        assertThat(Verdict.BROKEN.exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("tells errors, with exit code 3, when all the rest agrees")
    void errors() {
        tally.failed("500");

        Verdict verdict = Verdict.of(tally.tallied(), RIGHT, 0);

        assertThat(verdict).isEqualTo(Verdict.ERRORS);
        assertThat(verdict.exitCode()).isEqualTo(3);
    }
}
