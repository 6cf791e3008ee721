package io.evently.ratelimit;

/**
 * By how much the quotas of a caller are larger; those of addresses and of everybody are the same for all.
 *
 * @param anonymous whoever is not signed in; all are more than 0 and at most 1000
 */
public record TierFactors(double anonymous, double basic, double premium, double vip, double admin) {
    private static final double LARGEST = 1_000;

    public TierFactors {
        check("anonymous", anonymous);
        check("basic", basic);
        check("premium", premium);
        check("vip", vip);
        check("admin", admin);
    }

    double of(ServiceTier tier) {
        return switch (tier) {
            case ANONYMOUS -> anonymous;
            case BASIC -> basic;
            case PREMIUM -> premium;
            case VIP -> vip;
            case ADMIN -> admin;
        };
    }

    private static void check(String tier, double factor) {
        if (!(factor > 0 && factor <= LARGEST)) {
            throw new IllegalArgumentException(
                    "rateLimits.tiers." + tier + " must be > 0 and <= " + (int) LARGEST + ", was " + factor);
        }
    }
}
