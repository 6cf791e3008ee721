package io.evently.waitlist;

import io.evently.account.Tier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the waitlist of one event. Rates are shares, 0-1, of what was counted; null before there is anything to count.
 *
 * @param waiting entries that wait
 * @param seatsWanted seats that these want
 * @param offersOut offers that are neither taken nor refused nor lapsed
 * @param averageWait hours from joining to the first offer, of those who got one; null before the first
 * @param promotionRate entries that got an offer among those that waited and have come to an end or an offer
 * @param acceptanceRate offers taken among those that have ended
 * @param recaptureRate seats sold to those who waited among all seats that came back while somebody waited
 * @param tiers entries that wait, by tier; every tier is there
 */
public record WaitlistStats(
        int waiting,
        int seatsWanted,
        int offersOut,
        @Nullable Double averageWait,
        @Nullable Double promotionRate,
        @Nullable Double acceptanceRate,
        @Nullable Double recaptureRate,
        Map<Tier, Integer> tiers) {
    public WaitlistStats {
        tiers = Map.copyOf(tiers);
    }
}
