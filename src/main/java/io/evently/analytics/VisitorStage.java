package io.evently.analytics;

import java.util.Locale;

/** How far a visitor got. */
public enum VisitorStage {
    /** Looked at a list of events. */
    LIST,
    /** Looked at one event. */
    DETAIL,
    /** Asked for seats. */
    ATTEMPT,
    /** Got seats, held or booked. */
    SEATS,
    /** Has a confirmed booking. */
    BOOKING;

    /** In lower case, as part of a key. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
