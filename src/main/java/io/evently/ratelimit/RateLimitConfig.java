package io.evently.ratelimit;

import io.evently.config.Range;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * How often clients may ask.
 *
 * @param enabled whether anything is counted
 * @param quotas by the names that the OpenAPI document has in {@code x-rate-limit}; those of everybody count for every operation that
 *     names any
 * @param tiers by how much the quotas of a caller are larger
 * @param deadline how long Redis may take to answer before this node decides by itself
 * @param rest how long Redis is left alone when it did not answer
 * @param counters how many counters a node has while it counts by itself, and how many refusals and clients it remembers
 * @param batch how many requests are asked for in one question
 * @param overload what happens when requests queue
 */
public record RateLimitConfig(
        boolean enabled,
        Map<String, Quota> quotas,
        TierFactors tiers,
        Duration deadline,
        Duration rest,
        int counters,
        int batch,
        OverloadConfig overload) {
    /** Nobody is held to anything. */
    static final RateLimitConfig NONE = new RateLimitConfig(
            false,
            Map.of(),
            new TierFactors(1, 1, 1, 1, 1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            RateLimitConfig.FEWEST_COUNTERS,
            1,
            OverloadConfig.NONE);

    private static final int FEWEST_COUNTERS = 100;
    private static final int LARGEST_BATCH = 1_000;

    public RateLimitConfig {
        quotas = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(quotas, "rateLimits.quotas")));
        quotas.forEach((name, quota) -> requireNonNull(quota, name).check("rateLimits.quotas." + name));
        requireNonNull(tiers, "rateLimits.tiers");
        Range.positive("rateLimits.deadline", deadline);
        Range.positive("rateLimits.rest", rest);
        Range.atLeast("rateLimits.counters", FEWEST_COUNTERS, counters);
        Range.between("rateLimits.batch", 1, LARGEST_BATCH, batch);
        requireNonNull(overload, "rateLimits.overload");
    }
}
