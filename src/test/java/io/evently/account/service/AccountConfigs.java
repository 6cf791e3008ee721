package io.evently.account.service;

import io.evently.account.SecurityLog;
import io.evently.config.Profile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Configurations as tests need them. */
public final class AccountConfigs {
    static final String SECRET = "a secret for tests, which is long enough";
    static final SecurityLog SECURITY = new SecurityLog(new SimpleMeterRegistry(), Clock.systemUTC());
    static final LoginLimits LIMITS =
            new LoginLimits(5, 50, Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofMinutes(15));

    private AccountConfigs() {}

    /** The demo profile with the cheapest hashes that are allowed. */
    public static AccountConfig demo() {
        return demo(LIMITS, 50);
    }

    /** As {@link #demo()}, with tokens of another life. */
    static AccountConfig demoWithTokensFor(Duration tokenLife) {
        return demo(LIMITS, 50, tokenLife);
    }

    static AccountConfig demo(LoginLimits limits, int hashQueue) {
        return demo(limits, hashQueue, Duration.ofHours(24));
    }

    private static AccountConfig demo(LoginLimits limits, int hashQueue, Duration tokenLife) {
        return new AccountConfig(
                null,
                null,
                null,
                null,
                tokenLife,
                1_000,
                Duration.ofMinutes(1),
                2,
                hashQueue,
                20,
                1_000,
                7 * 1024,
                1,
                Duration.ofMillis(50),
                limits);
    }

    /** As the production profile takes it; refused as a node would refuse it. */
    static AccountConfig production(@Nullable String email, @Nullable String password, @Nullable String secret) {
        AccountConfig config = new AccountConfig(
                email,
                password,
                secret,
                null,
                Duration.ofHours(24),
                1_000,
                Duration.ofMinutes(1),
                2,
                50,
                20,
                1_000,
                7 * 1024,
                1,
                Duration.ofMillis(50),
                LIMITS);
        config.requireFitFor(Profile.PRODUCTION);
        return config;
    }

    /** As {@link #demo()}, but every password hashed from now on costs more. */
    static AccountConfig demoWithDearerHashes() {
        return new AccountConfig(
                null,
                null,
                null,
                null,
                Duration.ofHours(24),
                1_000,
                Duration.ofMinutes(1),
                2,
                50,
                20,
                1_000,
                8 * 1024,
                2,
                Duration.ofMillis(50),
                LIMITS);
    }
}
