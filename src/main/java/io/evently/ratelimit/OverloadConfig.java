package io.evently.ratelimit;

import io.evently.config.Range;
import java.time.Duration;

/**
 * What a node does when requests queue.
 *
 * @param enabled whether it does anything
 * @param target queueing delay of event loops and connections up to which nothing is wrong
 * @param interval for so long the delay must not fall below a bound before anything is done
 * @param floor to what share the quotas shrink at most: more than 0, at most 1
 * @param reports delay from which reports and exports are refused, and whatever a crawler asks for
 * @param lists delay from which lists are refused as well
 * @param pages delay from which single things are no longer shown
 * @param bookings delay from which nothing new is begun
 */
public record OverloadConfig(
        boolean enabled,
        Duration target,
        Duration interval,
        double floor,
        Duration reports,
        Duration lists,
        Duration pages,
        Duration bookings) {

    /** Does nothing. */
    static final OverloadConfig NONE = new OverloadConfig(
            false,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            1,
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1));

    public OverloadConfig {
        Range.positive("rateLimits.overload.target", target);
        Range.positive("rateLimits.overload.interval", interval);
        if (!(floor > 0 && floor <= 1)) {
            throw new IllegalArgumentException("rateLimits.overload.floor must be > 0 and <= 1, was " + floor);
        }
        Range.atLeast("rateLimits.overload.reports", target, reports);
        Range.atLeast("rateLimits.overload.lists", reports, lists);
        Range.atLeast("rateLimits.overload.pages", lists, pages);
        Range.atLeast("rateLimits.overload.bookings", pages, bookings);
    }

    /** From which delay on requests of this worth are refused, in nanoseconds. */
    long boundNanos(Worth worth) {
        return switch (worth) {
            case ESSENTIAL -> Long.MAX_VALUE;
            case BOOKING -> bookings.toNanos();
            case PAGE -> pages.toNanos();
            case LIST -> lists.toNanos();
            case REPORT -> reports.toNanos();
        };
    }
}
