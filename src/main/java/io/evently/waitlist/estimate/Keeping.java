package io.evently.waitlist.estimate;

import java.time.Duration;

/**
 * What large wishes are owed: seats go to the first that fits, so a large one would be passed over by smaller ones again
 * and again.
 *
 * @param passedOver after being passed over so often, seats are kept until it fits, too
 * @param before only until this long before the event; then seats go to whoever fits
 */
public record Keeping(int passedOver, Duration before) {
    public static final Keeping DEFAULT = new Keeping(3, Duration.ofDays(2));

    private static final double MILLIS_PER_HOUR = 3_600_000;

    public Keeping {
        if (passedOver < 0 || before.isNegative()) {
            throw new IllegalArgumentException(
                    "waitlist.keeping must be >= 0, was " + passedOver + " times until " + before + " before");
        }
    }

    /** Hours to the event from which on nothing is kept. */
    public double lastHours() {
        return before.toMillis() / MILLIS_PER_HOUR;
    }
}
