package io.evently.ratelimit;

import java.util.Locale;

/** What is refused first when a node cannot do everything: the last of these. */
public enum Worth {
    /** Never refused: health, and what ends well what was begun. */
    ESSENTIAL,
    /** Something new. */
    BOOKING,
    /** One thing, shown to somebody. */
    PAGE,
    LIST,
    /** Figures and exports, which can be asked for again tomorrow. */
    REPORT;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    /**
     * The worth of a name.
     *
     * @throws IllegalArgumentException for a name that is none
     */
    public static Worth of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
