package io.evently.waitlist.policy;

import io.evently.account.Tier;
import java.time.Duration;

/**
 * How much earlier than a basic joiner of the same moment a tier is served. Nobody is overtaken by somebody who joined
 * later than that.
 */
public record HeadStarts(Duration premium, Duration vip) {
    public static final HeadStarts USUAL = new HeadStarts(Duration.ofHours(50), Duration.ofHours(100));

    public HeadStarts {
        if (premium.isNegative() || vip.isNegative()) {
            throw new IllegalArgumentException("Head starts must be >= 0, were " + premium + " and " + vip);
        }
    }

    /** By how much a tier is ahead of {@link Tier#BASIC}. */
    public Duration of(Tier tier) {
        return switch (tier) {
            case BASIC -> Duration.ZERO;
            case PREMIUM -> premium;
            case VIP -> vip;
        };
    }

    /** The same in hours; 0 for basic. */
    public double hours(Tier tier) {
        return OfferWindow.hours(of(tier));
    }
}
