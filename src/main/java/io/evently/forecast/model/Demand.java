package io.evently.forecast.model;

import java.time.Instant;

/**
 * A finished event with the demand there would have been without a limit.
 *
 * @param event as it went
 * @param demand its final count, or what it is put at when the seats ran out
 */
record Demand(FinishedEvent event, double demand) {
    Instant startsAt() {
        return event.startsAt();
    }

    /** The demand is known, not estimated. */
    boolean certain() {
        return event.soldOutDaysBefore().isEmpty();
    }

    /** Seats were still left so many days before the start, so that what came after is no artefact of the limit. */
    boolean openAt(int daysBefore) {
        return certain() || daysBefore > event.soldOutDaysBefore().getAsInt();
    }

    double onBooks(int daysBefore) {
        return event.profile().daysAgo(daysBefore);
    }
}
