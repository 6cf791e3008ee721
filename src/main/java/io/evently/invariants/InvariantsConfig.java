package io.evently.invariants;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How a node looks after the books of its events while it serves.
 *
 * @param interval pause between two looks at each shard, from a second to a day
 * @param events looked at together at most, 1 to 1,000
 * @param entries bookings and places on waitlists that are added up for one look at most, counted by their seats, 1 to
 *     10,000,000; an event that has more is left out
 */
public record InvariantsConfig(Duration interval, int events, int entries) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_ENTRIES = 10_000_000;

    public InvariantsConfig {
        Range.between("invariants.interval", SHORTEST, LONGEST, interval);
        Range.between("invariants.events", 1, MOST_EVENTS, events);
        Range.between("invariants.entries", 1, MOST_ENTRIES, entries);
    }
}
