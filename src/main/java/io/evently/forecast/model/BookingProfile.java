package io.evently.forecast.model;

import java.util.Arrays;

/**
 * The bookings on the books of an event, day by day back from some moment. Immutable.
 *
 * <p>On the books means booked by then and not cancelled by then. Of an event that is over the moment is its start, so
 * {@code daysAgo(t)} is what was on the books t days before it, and {@code daysAgo(0)} its final count.
 */
public final class BookingProfile {
    private final double[] daysAgo;

    private BookingProfile(double[] daysAgo) {
        this.daysAgo = daysAgo;
    }

    /**
     * The profile of some moment.
     *
     * @param daysAgo on the books at the moment, a day before it, two days before it and so on; whatever lies before the
     *     last is taken to be zero, so that it should reach back to the start of the sale
     * @throws IllegalArgumentException when there is none, or one is negative or not a number
     */
    public static BookingProfile of(double... daysAgo) {
        if (daysAgo.length == 0) {
            throw new IllegalArgumentException("A profile needs at least the bookings of its moment");
        }
        for (double bookings : daysAgo) {
            if (!(bookings >= 0) || Double.isInfinite(bookings)) {
                throw new IllegalArgumentException("Bookings must be >= 0 and finite, were " + bookings);
            }
        }
        return new BookingProfile(daysAgo.clone());
    }

    /** On the books so many whole days before the moment, {@code >= 0}; 0 before the profile begins. */
    public double daysAgo(int days) {
        return days < daysAgo.length ? daysAgo[days] : 0;
    }

    /** On the books at the moment. */
    public double now() {
        return daysAgo[0];
    }

    /** Whole days that the profile reaches back. */
    public int days() {
        return daysAgo.length - 1;
    }

    /** What was on the books so many days before the moment, as the profile of that earlier moment. */
    public BookingProfile asOf(int days) {
        return new BookingProfile(
                days < daysAgo.length ? Arrays.copyOfRange(daysAgo, days, daysAgo.length) : new double[] {0});
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BookingProfile profile && Arrays.equals(daysAgo, profile.daysAgo);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(daysAgo);
    }

    @Override
    public String toString() {
        return Arrays.toString(daysAgo);
    }
}
