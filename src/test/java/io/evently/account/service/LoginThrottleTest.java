package io.evently.account.service;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.AccountConfigs.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The wait after wrong passwords")
class LoginThrottleTest {
    private static final Instant LAST = Instant.parse("2030-01-01T12:00:00Z");

    @Test
    @DisplayName("begins with the fifth failure, doubles with each further one, and is bounded")
    void grows() {
        assertThat(IntStream.rangeClosed(4, 11)
                        .mapToObj(failures -> waitAfter(failures, Duration.ZERO).toSeconds()))
                .containsExactly(0L, 30L, 60L, 120L, 240L, 480L, 900L, 900L);
        assertThat(waitAfter(Integer.MAX_VALUE, Duration.ZERO)).isEqualTo(LIMITS.longestDelay());
    }

    @Test
    @DisplayName("runs from the last failure and ends")
    void ends() {
        assertThat(waitAfter(5, Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(20));
        assertThat(waitAfter(5, Duration.ofSeconds(30))).isZero();
        assertThat(waitAfter(5, Duration.ofHours(1))).isZero();
    }

    @Test
    @DisplayName("is told in whole seconds, rounded up, at least one")
    void seconds() {
        assertThat(new LoginThrottle.Permit(0, Duration.ofMillis(1)).waitSeconds())
                .isEqualTo(1);
        assertThat(new LoginThrottle.Permit(0, Duration.ofMillis(1001)).waitSeconds())
                .isEqualTo(2);
    }

    private static Duration waitAfter(int failures, Duration since) {
        return LoginThrottle.wait(LIMITS, failures, LIMITS.perAccount(), LAST, LAST.plus(since));
    }
}
