package io.evently.account.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many passwords one address group may have hashed by signing up, per minute and node: a hash costs what hundreds of
 * reads cost. Safe for all threads.
 */
final class SignUpAllowance {
    static final Duration PERIOD = Duration.ofMinutes(1);
    // Each is forgotten after a minute; beyond this, those that asked longest ago begin anew.
    private static final int MOST_GROUPS = 100_000;

    private final int most;
    private final Cache<String, AtomicInteger> spent;

    SignUpAllowance(int most, Clock clock) {
        this.most = most;
        this.spent = Caffeine.newBuilder()
                .maximumSize(MOST_GROUPS)
                .expireAfterWrite(PERIOD)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** Takes one hash from the group's allowance; false when nothing is left of it for now. */
    boolean take(String group) {
        return spent.get(group, first -> new AtomicInteger()).incrementAndGet() <= most;
    }
}
