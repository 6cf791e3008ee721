package io.evently.forecast.model;

import java.time.DayOfWeek;

/**
 * What the models know of an event at a horizon.
 *
 * @param books on the books
 * @param pace bookings of the last seven days, net of cancellations
 * @param weekday of its start
 */
record Situation(double books, double pace, DayOfWeek weekday) {
    private static final int PACE_DAYS = 7;

    static Situation of(BookingProfile now, DayOfWeek weekday) {
        return new Situation(now.now(), now.now() - now.daysAgo(PACE_DAYS), weekday);
    }
}
