package io.evently.pricing.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What happened on sale between two moments in which the price stayed the same.
 *
 * @param from when it began
 * @param to when it ended, later than that
 * @param orders that came and were booked, whatever became of them afterwards; at least 0
 * @param refused that came and found too few seats, each person once; at least 0
 * @param openShare of the time in which there were seats, 0-1
 * @param price that was asked, more than 0
 */
public record SalesInterval(
        Instant from, Instant to, double orders, double refused, double openShare, BigDecimal price) {
    public SalesInterval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("an interval ends after it begins, not at " + to);
        }
        if (!(orders >= 0 && orders < Double.MAX_VALUE) || !(refused >= 0 && refused < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("orders must be >= 0, were " + orders + " and " + refused + " refused");
        }
        if (!(openShare >= 0 && openShare <= 1)) {
            throw new IllegalArgumentException("openShare must be 0-1, was " + openShare);
        }
        if (price.signum() < 0) {
            throw new IllegalArgumentException("price must be >= 0, was " + price);
        }
    }

    /** With seats at all times and nobody refused. */
    public static SalesInterval open(Instant from, Instant to, double orders, BigDecimal price) {
        return new SalesInterval(from, to, orders, 0, 1, price);
    }

    // Those who were refused show demand that the seats hid. Not all of those who would have come ask when nothing is
    // left, so the refused only ever raise the rate that the open time shows.
    private boolean refusedTellMore() {
        return refused > 0 && (orders + refused) * openShare >= orders;
    }

    /** Orders that count as demand. */
    double demand() {
        return refusedTellMore() ? orders + refused : orders;
    }

    /** Share of the time in which demand could be seen. */
    double observed() {
        return refusedTellMore() ? 1 : openShare;
    }
}
