package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Bookings of a day, from the same weekdays before it: exponential smoothing within each weekday. What is left to say
 * about the days ahead when no open event says more. Mutable, for one thread.
 */
public final class WeekdaySmoothing {
    /** Weight of the newest day. */
    private static final double NEWEST = 0.3;

    private final Map<DayOfWeek, Double> levels = new EnumMap<>(DayOfWeek.class);

    /** Takes in a day that is over; days come in their order. */
    public void add(DayOfWeek weekday, double bookings) {
        levels.merge(weekday, bookings, (level, newest) -> level + NEWEST * (newest - level));
    }

    /** Bookings to be expected of such a day; of a weekday that was never seen, the average of the others. */
    public OptionalDouble expected(DayOfWeek weekday) {
        Double level = levels.get(weekday);
        return level != null
                ? OptionalDouble.of(level)
                : levels.values().stream().mapToDouble(Double::doubleValue).average();
    }
}
