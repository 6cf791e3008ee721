package io.evently.waitlist.estimate;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How long offers are open from some time before the event on.
 *
 * @param before offers made at least this long before the event
 * @param open are open this long
 */
public record OfferWindow(Duration before, Duration open) {
    public OfferWindow {
        requireNonNull(before, "waitlist.offerWindows.before");
        requireNonNull(open, "waitlist.offerWindows.open");
        if (before.isNegative()) {
            throw new IllegalArgumentException("waitlist.offerWindows.before must be >= 0, was " + before);
        }
        if (open.isNegative() || open.isZero()) {
            throw new IllegalArgumentException("waitlist.offerWindows.open must be > 0, was " + open);
        }
    }
}
