package io.evently.analytics;

import java.math.BigDecimal;

/**
 * How often something happened.
 *
 * @param currency of the amount; {@link #NO_CURRENCY} when no money moved
 * @param times how often
 * @param seats of all of these together
 * @param amount that was charged or given back, never negative
 */
public record Tally(Happening happening, String currency, long times, long seats, BigDecimal amount) {
    /** The code of ISO 4217 for no currency. */
    public static final String NO_CURRENCY = "XXX";
}
