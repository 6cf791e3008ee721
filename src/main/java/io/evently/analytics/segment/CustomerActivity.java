package io.evently.analytics.segment;

/**
 * What a customer has done so far. Refunded bookings are left out by whoever counts.
 *
 * @param customer who; settles the order of customers who are otherwise equal
 * @param daysSinceLast since the last booking, {@code >= 0}
 * @param bookings {@code >= 1}: who never booked is no customer yet
 * @param spend on all of them, {@code >= 0}, in one currency for all customers that are compared
 */
public record CustomerActivity(String customer, double daysSinceLast, int bookings, double spend) {
    public CustomerActivity {
        if (!(daysSinceLast >= 0)) {
            throw new IllegalArgumentException("daysSinceLast must be >= 0, was " + daysSinceLast);
        }
        if (bookings < 1) {
            throw new IllegalArgumentException("bookings must be >= 1, was " + bookings);
        }
        if (!(spend >= 0) || Double.isInfinite(spend)) {
            throw new IllegalArgumentException("spend must be >= 0 and finite, was " + spend);
        }
    }
}
