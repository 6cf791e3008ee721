package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * An event that still sells.
 *
 * @param startsAt when it takes place
 * @param weekday of its start, where it takes place
 * @param daysBefore days from now to its start, {@code >= 0}, with fractions
 * @param profile on the books now, a day ago, two days ago and so on
 * @param capacity seats; empty for no limit
 */
public record OpenEvent(
        Instant startsAt, DayOfWeek weekday, double daysBefore, BookingProfile profile, OptionalInt capacity) {
    static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    public OpenEvent {
        if (!(daysBefore >= 0) || Double.isInfinite(daysBefore)) {
            throw new IllegalArgumentException("daysBefore must be >= 0 and finite, was " + daysBefore);
        }
        if (capacity.isPresent() && capacity.getAsInt() < 0) {
            throw new IllegalArgumentException("capacity must be >= 0, was " + capacity.getAsInt());
        }
    }

    /** The moment that the forecast is made at. */
    public Instant now() {
        return at(daysBefore);
    }

    /** The moment so many days before the start. */
    Instant at(double days) {
        return startsAt.minusSeconds(Math.round(days * SECONDS_PER_DAY));
    }

    double limited(double bookings) {
        return capacity.isPresent() ? Math.min(capacity.getAsInt(), bookings) : bookings;
    }

    boolean soldOut() {
        return capacity.isPresent() && profile.now() >= capacity.getAsInt();
    }
}
