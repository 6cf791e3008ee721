package io.evently.catalog;

import java.util.Locale;

/** Why an event has the price that it has. */
public enum PriceCause {
    /** It began with it. */
    CREATED,
    /** Somebody edited the event. */
    EDITED,
    /** Somebody set the price by hand. */
    MANUAL,
    /** Somebody took the recommendation. */
    RECOMMENDED,
    /** The recommendation was applied without anybody's word, as the organiser allowed. */
    AUTOMATIC;

    /** The word for it in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cause that goes by this word. */
    public static PriceCause of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
