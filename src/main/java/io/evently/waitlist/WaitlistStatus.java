package io.evently.waitlist;

import java.util.Locale;

/** Where an entry stands. Only {@link #WAITING} and {@link #OFFERED} are alive, one of a user for an event. */
public enum WaitlistStatus {
    WAITING,
    OFFERED,
    BOOKED,
    /** Let two offers lapse. */
    EXPIRED,
    LEFT,
    /** The event ended or was called off. */
    CLOSED;

    /** The name on the wire and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a {@link #code()}. */
    public static WaitlistStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
