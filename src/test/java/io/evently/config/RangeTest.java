package io.evently.config;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@DisplayName("A setting out of its range")
class RangeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    @DisplayName("is refused by its key, with the value and what would be right")
    void refused() {
        assertRefused(() -> Range.positive("a.b", 0), "a.b must be >= 1, was 0");
        assertRefused(
                () -> Range.positive("a.b", Duration.ofNanos(999_999)), "a.b must be >= 1 ms, was PT0.000999999S");
        assertRefused(() -> Range.positive("a.b", SECOND.negated()), "a.b must be >= 1 ms, was PT-1S");
        assertRefused(() -> Range.atLeast("a.b", 0, -1), "a.b must be >= 0, was -1");
        assertRefused(() -> Range.notNegative("a.b", SECOND.negated()), "a.b must be >= 0, was PT-1S");
        assertRefused(() -> Range.between("a.b", 0, 9, 10), "a.b must be 0-9, was 10");
        assertRefused(
                () -> Range.between("a.b", SECOND, MINUTE, Duration.ofSeconds(61)),
                "a.b must be PT1S to PT1M, was PT1M1S");
        assertRefused(() -> Range.given("a.b", " "), "a.b is missing.");
    }

    @Test
    @DisplayName("is told from one at the edge")
    void edges() {
        assertThatCode(() -> {
                    Range.positive("a.b", 1);
                    Range.positive("a.b", Duration.ofMillis(1));
                    Range.atLeast("a.b", 0, 0);
                    Range.notNegative("a.b", Duration.ZERO);
                    Range.between("a.b", 0, 9, 0);
                    Range.between("a.b", 0, 9, 9);
                    Range.between("a.b", SECOND, MINUTE, SECOND);
                    Range.between("a.b", SECOND, MINUTE, MINUTE);
                })
                .doesNotThrowAnyException();
        assertThat(Range.given("a.b", "c")).isEqualTo("c");
    }

    @Test
    @DisplayName("is refused by its key when it is missing")
    void missing() {
        assertThatNullPointerException()
                .isThrownBy(() -> Range.positive("a.b", (Duration) null))
                .withMessage("a.b");
    }

    private static void assertRefused(ThrowingCallable check, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(check).withMessage(sentence);
    }
}
