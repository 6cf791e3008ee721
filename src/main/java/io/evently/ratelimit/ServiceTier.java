package io.evently.ratelimit;

import java.util.Locale;

/** What kind of client asks. */
public enum ServiceTier {
    ANONYMOUS,
    BASIC,
    PREMIUM,
    VIP,
    ADMIN;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As clients read it. */
    public String text() {
        return text;
    }
}
