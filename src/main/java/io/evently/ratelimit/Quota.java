package io.evently.ratelimit;

import io.evently.config.Range;
import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How many requests may come within any span of a length.
 *
 * @param limit requests; 0 for no limit
 * @param window the span, 30 ms to a day
 * @param per whose requests are counted together
 */
public record Quota(int limit, Duration window, Per per) {
    private static final Duration SHORTEST = Duration.ofMillis(SlidingWindow.PARTS);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Whose requests count together. */
    public enum Per {
        /** All of them. */
        EVERYBODY,
        /** Those from one address, or from one /64 of IPv6. */
        ADDRESS,
        /** Those of one account; of whoever is not signed in, those from one address. */
        CALLER
    }

    /** Refuses what makes no sense by the key of the quota. */
    void check(String key) {
        Range.atLeast(key + ".limit", 0, limit);
        Range.between(key + ".window", SHORTEST, LONGEST, window);
        requireNonNull(per, key + ".per");
    }
}
