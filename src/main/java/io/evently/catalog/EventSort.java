package io.evently.catalog;

import java.util.Optional;

/** The orders a list of events can have. Each is total: events that are equal in it follow their ids. */
public enum EventSort {
    SOONEST("event_date"),
    LATEST("-event_date"),
    CHEAPEST("price"),
    DEAREST("-price"),
    /** Without regard to case. */
    NAME("name"),
    NAME_BACKWARDS("-name"),
    OLDEST("created_at"),
    NEWEST("-created_at");

    private final String word;

    EventSort(String word) {
        this.word = word;
    }

    /** The word that asks for it in the API. */
    public String word() {
        return word;
    }

    /** The order a word asks for; empty for any other word. */
    public static Optional<EventSort> of(String word) {
        for (EventSort sort : values()) {
            if (sort.word.equals(word)) {
                return Optional.of(sort);
            }
        }
        return Optional.empty();
    }

    boolean descending() {
        return word.startsWith("-");
    }
}
