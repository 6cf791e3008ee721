package io.evently.account.service;

import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Verified tokens")
class VerifiedTokensTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final VerifiedToken GOOD =
            new VerifiedToken(new Caller(UUID.randomUUID(), "user@example.com", Role.USER, "1", NOW), 1);

    private final MutableClock clock = new MutableClock(NOW);
    private final List<String> read = new ArrayList<>();

    @Test
    @DisplayName("are read once while they are remembered, and again afterwards")
    void remembered() {
        VerifiedTokens tokens = new VerifiedTokens(10, Duration.ofMinutes(1), clock);
        assertThat(tokens.get("token", this::good)).contains(GOOD);
        assertThat(tokens.get("token", this::good)).contains(GOOD);
        assertThat(read).containsExactly("token");
        clock.advance(Duration.ofSeconds(61));
        assertThat(tokens.get("token", this::good)).contains(GOOD);
        assertThat(read).containsExactly("token", "token");
    }

    @Test
    @DisplayName("are never those that were found bad")
    void bad() {
        VerifiedTokens tokens = new VerifiedTokens(10, Duration.ofMinutes(1), clock);
        assertThat(tokens.get("token", this::bad)).isEmpty();
        assertThat(tokens.get("token", this::bad)).isEmpty();
        assertThat(read).containsExactly("token", "token");
    }

    @Test
    @DisplayName("are none when none may be remembered")
    void none() {
        VerifiedTokens tokens = new VerifiedTokens(0, Duration.ofMinutes(1), clock);
        assertThat(tokens.get("token", this::good)).contains(GOOD);
        assertThat(tokens.get("token", this::good)).contains(GOOD);
        assertThat(read).containsExactly("token", "token");
    }

    private Optional<VerifiedToken> good(String token) {
        read.add(token);
        return Optional.of(GOOD);
    }

    private Optional<VerifiedToken> bad(String token) {
        read.add(token);
        return Optional.empty();
    }
}
