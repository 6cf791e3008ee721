package io.evently.waitlist.policy;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How long offers are open from some time before the event on.
 *
 * @param before offers made more than this long before the event
 * @param lasts are open this long, but never beyond the start of the event
 */
public record OfferWindow(Duration before, Duration lasts) {
    static final double MILLIS_PER_HOUR = 3_600_000;

    public OfferWindow {
        Range.notNegative("waitlist.offerWindows[].before", before);
        Range.positive("waitlist.offerWindows[].lasts", lasts);
    }

    /** In hours, as the database and the estimates count. */
    public static double hours(Duration duration) {
        return duration.toMillis() / MILLIS_PER_HOUR;
    }
}
