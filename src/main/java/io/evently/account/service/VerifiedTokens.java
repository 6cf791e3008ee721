package io.evently.account.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Remembers for a short while what good tokens say. Only good ones: whoever sends rubbish pays for it each time and takes
 * no room. Whether a token has expired or was revoked is not remembered here. Safe for all threads; waits for nothing.
 */
final class VerifiedTokens {
    private final Cache<String, VerifiedToken> known;

    /**
     * @param most how many tokens are remembered; 0 remembers none
     * @param life how long
     */
    VerifiedTokens(int most, Duration life, Clock clock) {
        this.known = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(life)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // Housekeeping is short work, and goes on whichever event loop is here.
                .executor(Runnable::run)
                .build();
    }

    /** What a token says: remembered, else read. */
    Optional<VerifiedToken> get(String token, Function<String, Optional<VerifiedToken>> read) {
        VerifiedToken remembered = known.getIfPresent(token);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<VerifiedToken> found = read.apply(token);
        found.ifPresent(good -> known.put(token, good));
        return found;
    }
}
