package io.evently.forecast.model;

/**
 * Counts bookings and cancellations, in any order, into a profile. Mutable, for one thread.
 *
 * <p>A change exactly t days before the moment is on the books of day t.
 */
public final class ProfileCounter {
    private final double[] changes;

    /**
     * Nothing is counted yet.
     *
     * @param days whole days that the profile reaches back; what was before is on the books from there on
     */
    public ProfileCounter(int days) {
        if (days < 0) {
            throw new IllegalArgumentException("days must be >= 0, were " + days);
        }
        changes = new double[days + 1];
    }

    /** Counts a booking made so many days before the moment; one made after it is not counted. */
    public void booked(double daysBefore, double bookings) {
        change(daysBefore, bookings);
    }

    /** Takes a booking off the books so many days before the moment. */
    public void cancelled(double daysBefore, double bookings) {
        change(daysBefore, -bookings);
    }

    private void change(double daysBefore, double bookings) {
        if (daysBefore >= 0) {
            changes[(int) Math.min(changes.length - 1, Math.floor(daysBefore))] += bookings;
        }
    }

    /** What was counted so far. */
    public BookingProfile profile() {
        double[] daysAgo = changes.clone();
        for (int day = daysAgo.length - 2; day >= 0; day--) {
            daysAgo[day] += daysAgo[day + 1];
        }
        for (int day = 0; day < daysAgo.length; day++) {
            daysAgo[day] = Math.max(0, daysAgo[day]);
        }
        return BookingProfile.of(daysAgo);
    }
}
