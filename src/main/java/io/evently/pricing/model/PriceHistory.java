package io.evently.pricing.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rails need to know of the changes of a price so far.
 *
 * @param automaticChanges how many there were over the whole sale
 * @param lastAutomatic when the latest was; null before the first
 * @param lastManual when somebody last set the price; null if nobody has since the sale began
 */
public record PriceHistory(
        int automaticChanges,
        @Nullable Instant lastAutomatic,
        @Nullable Instant lastManual) {
    /** The price is still the first one. */
    public static final PriceHistory NONE = new PriceHistory(0, null, null);

    public PriceHistory {
        if (automaticChanges < 0) {
            throw new IllegalArgumentException("automaticChanges must be >= 0, was " + automaticChanges);
        }
    }

    /** With one more automatic change. */
    public PriceHistory changed(Instant at) {
        return new PriceHistory(automaticChanges + 1, at, lastManual);
    }

    /** With one more change by hand. */
    public PriceHistory set(Instant at) {
        return new PriceHistory(automaticChanges, lastAutomatic, at);
    }
}
