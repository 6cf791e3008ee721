package io.evently.catalog;

import java.util.Locale;
import java.util.Optional;

/** Where an event stands: on sale, called off, or over. */
public enum EventStatus {
    ACTIVE,
    CANCELLED,
    COMPLETED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that stands for it in the API and in the database. */
    public String word() {
        return word;
    }

    /** The status a word stands for; empty for any other word. */
    public static Optional<EventStatus> of(String word) {
        for (EventStatus status : values()) {
            if (status.word.equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
