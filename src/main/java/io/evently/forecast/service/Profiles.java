package io.evently.forecast.service;

import io.evently.forecast.model.BookingProfile;
import java.util.NavigableMap;

/** Puts profiles together from what came on each day. */
final class Profiles {
    /** Bookings that came earlier count as if they had come then. */
    static final int MOST_DAYS = 365;

    private Profiles() {}

    /**
     * The profile of some moment.
     *
     * @param byDay seats booked less seats given back, by whole days from then to the moment, 0 to {@link #MOST_DAYS}
     */
    static BookingProfile of(NavigableMap<Integer, Long> byDay) {
        double[] daysAgo = new double[byDay.isEmpty() ? 1 : byDay.lastKey() + 1];
        long seats = 0;
        for (int day = daysAgo.length - 1; day >= 0; day--) {
            seats += byDay.getOrDefault(day, 0L);
            daysAgo[day] = Math.max(0, seats);
        }
        return BookingProfile.of(daysAgo);
    }

    /** The same, with what is known for certain to be on the books now: the sums are some moments late. */
    static BookingProfile of(NavigableMap<Integer, Long> byDay, int now) {
        BookingProfile summed = of(byDay);
        double[] daysAgo = new double[summed.days() + 1];
        daysAgo[0] = now;
        for (int day = 1; day < daysAgo.length; day++) {
            daysAgo[day] = summed.daysAgo(day);
        }
        return BookingProfile.of(daysAgo);
    }
}
