package io.evently.analytics;

import java.math.BigDecimal;

/**
 * What was sold in one currency.
 *
 * @param bookings that were confirmed
 * @param seats of these
 * @param charged for these
 * @param returned bookings of any time that were cancelled or called off after they were confirmed
 * @param seatsReturned of these
 * @param refunded for these
 */
public record Sales(
        String currency,
        long bookings,
        long seats,
        BigDecimal charged,
        long returned,
        long seatsReturned,
        BigDecimal refunded) {

    /** Bookings less those given back. */
    public long kept() {
        return bookings - returned;
    }

    /** Seats less those given back. */
    public long seatsKept() {
        return seats - seatsReturned;
    }

    /** What was charged, less what was refunded. */
    public BigDecimal revenue() {
        return charged.subtract(refunded);
    }
}
