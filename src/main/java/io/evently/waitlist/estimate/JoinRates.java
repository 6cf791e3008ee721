package io.evently.waitlist.estimate;

import io.evently.account.Tier;

/**
 * How many join the waitlist of an event in an hour, by tier.
 *
 * @param basic per hour
 * @param premium per hour
 * @param vip per hour
 */
public record JoinRates(double basic, double premium, double vip) {
    public static final JoinRates NONE = new JoinRates(0, 0, 0);

    /** Hours without anybody that are counted in, so that the first minutes of a list do not promise crowds. */
    private static final double QUIET_HOURS = 24;

    public JoinRates {
        if (!(basic >= 0 && premium >= 0 && vip >= 0)) {
            throw new IllegalArgumentException("Join rates must be >= 0, were " + basic + ", " + premium + ", " + vip);
        }
    }

    /**
     * What was seen lately.
     *
     * @param hours over which the joiners were counted
     */
    public static JoinRates seen(long basic, long premium, long vip, double hours) {
        double over = Math.max(0, hours) + QUIET_HOURS;
        return new JoinRates(basic / over, premium / over, vip / over);
    }

    double perHour(Tier tier) {
        return switch (tier) {
            case BASIC -> basic;
            case PREMIUM -> premium;
            case VIP -> vip;
        };
    }
}
