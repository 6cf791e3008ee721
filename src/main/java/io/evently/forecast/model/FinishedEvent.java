package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * An event that is over, as the forecasts learn from it.
 *
 * @param startsAt when it took place
 * @param weekday of its start, where it took place
 * @param profile on the books t days before its start
 * @param soldOutDaysBefore whole days before its start when there were first no seats left, which hides how many more
 *     would have booked; empty when it never sold out
 */
public record FinishedEvent(
        Instant startsAt, DayOfWeek weekday, BookingProfile profile, OptionalInt soldOutDaysBefore) {
    public FinishedEvent {
        if (soldOutDaysBefore.isPresent() && soldOutDaysBefore.getAsInt() < 0) {
            throw new IllegalArgumentException("soldOutDaysBefore must be >= 0, was " + soldOutDaysBefore.getAsInt());
        }
    }

    /** One that never sold out. */
    public static FinishedEvent of(Instant startsAt, DayOfWeek weekday, BookingProfile profile) {
        return new FinishedEvent(startsAt, weekday, profile, OptionalInt.empty());
    }
}
