package io.evently.audit;

import java.util.Locale;

/** What became of an entry, in one word. */
public enum AuditOutcome {
    DONE,
    /** Not allowed, or not possible as things were. */
    REFUSED,
    /** Something broke; it may be done all the same. */
    FAILED,
    /** Under way, or the node died before it answered. */
    UNKNOWN;

    /** As clients and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome that a word names. */
    public static AuditOutcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
