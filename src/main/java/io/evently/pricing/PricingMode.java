package io.evently.pricing;

import java.util.Locale;

/** Who decides the price of an event. */
public enum PricingMode {
    /** A person alone; the event is left out of the list of recommendations. */
    MANUAL,
    /** A person, who is told what is recommended. */
    RECOMMEND,
    /** The recommendation is applied without anybody's word, within the rails. */
    AUTOMATIC;

    /** The word for it in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode that goes by this word. */
    public static PricingMode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
