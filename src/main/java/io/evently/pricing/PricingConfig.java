package io.evently.pricing;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How prices are looked after.
 *
 * @param interval pause between two looks at the events whose prices change by themselves, and at those that are sold out; at most an hour
 * @param batch events in one such look, per shard
 * @param threads of each node for the arithmetic
 */
public record PricingConfig(Duration interval, int batch, int threads) {
    private static final Duration LONGEST = Duration.ofHours(1);

    public PricingConfig {
        Range.positive("pricing.interval", interval);
        Range.atMost("pricing.interval", LONGEST, interval);
        Range.positive("pricing.batch", batch);
        Range.positive("pricing.threads", threads);
    }
}
