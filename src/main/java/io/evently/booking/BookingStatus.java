package io.evently.booking;

import java.util.Locale;

/** Where a booking stands. Only {@link #HELD} and {@link #CONFIRMED} occupy seats. */
public enum BookingStatus {
    HELD,
    CONFIRMED,
    CANCELLED,
    REFUNDED,
    EXPIRED;

    /** The name on the wire and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a {@link #code()}. */
    public static BookingStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
