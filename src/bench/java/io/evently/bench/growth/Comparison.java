package io.evently.bench.growth;

import java.util.List;
import java.util.Locale;

/** What is compared, each on a node and databases of its own. */
enum Comparison {
    /** A booking beside few and very many bookings. */
    BOOKINGS,
    /** An event and the list of fifty beside few and many events. */
    EVENTS,
    /** The bookings of a user who has few and of one who has many. */
    USER,
    /** Bookings of one event and of many at once. */
    HOT;

    static final String ALL = "bookings,events,user,hot";

    /** @throws IllegalArgumentException when there is none of that name */
    static Comparison named(String name) {
        for (Comparison comparison : values()) {
            if (comparison.name().toLowerCase(Locale.ROOT).equals(name)) {
                return comparison;
            }
        }
        throw new IllegalArgumentException("There is no comparison " + name + ", only " + ALL + '.');
    }

    static List<Comparison> named(List<String> names) {
        return names.stream().map(Comparison::named).toList();
    }
}
