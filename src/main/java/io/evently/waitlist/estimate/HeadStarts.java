package io.evently.waitlist.estimate;

import io.evently.account.Tier;
import java.time.Duration;

/**
 * How much earlier than a basic joiner of the same moment a tier is served. Nobody is overtaken by somebody who joined
 * later than that.
 */
public record HeadStarts(Duration premium, Duration vip) {
    public static final HeadStarts DEFAULT = new HeadStarts(Duration.ofHours(50), Duration.ofHours(100));

    private static final double MILLIS_PER_HOUR = 3_600_000;

    public HeadStarts {
        if (premium.isNegative() || vip.isNegative()) {
            throw new IllegalArgumentException("Head starts must be >= 0, were " + premium + " and " + vip);
        }
    }

    /** In hours; 0 for basic. */
    public double hours(Tier tier) {
        return switch (tier) {
            case BASIC -> 0;
            case PREMIUM -> premium.toMillis() / MILLIS_PER_HOUR;
            case VIP -> vip.toMillis() / MILLIS_PER_HOUR;
        };
    }
}
