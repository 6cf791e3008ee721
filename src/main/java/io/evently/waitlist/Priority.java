package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.waitlist.policy.HeadStarts;
import java.time.Duration;
import java.time.Instant;

/**
 * Accumulating priority (Kleinrock 1964; Stanford, Taylor and Ziedins 2014) with the same ageing for every tier, which
 * makes it a key that never changes: a tier is a head start, and nobody is overtaken by somebody who joined later than
 * that.
 */
final class Priority {
    private static final double BASIC = 500;
    private static final double PER_HOUR = 5;
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private Priority() {}

    /** The place in the order of who joins at a moment, the earliest being served first. */
    static Instant turn(Tier tier, Instant joined) {
        return joined.minus(HeadStarts.USUAL.of(tier));
    }

    /** What a turn is worth at a moment: 500 for a basic entry that joins, 5 more for each hour. */
    static double score(Instant turn, Instant now) {
        return BASIC + PER_HOUR * Duration.between(turn, now).toMillis() / MILLIS_PER_HOUR;
    }
}
