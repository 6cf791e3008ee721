package io.evently.pricing.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The stretches of a sale that a booking curve tells apart: by the time left to the event, and before all others the
 * first days on sale.
 */
public final class CurveBuckets {
    /** How many there are; the last is that of the first days on sale. */
    public static final int COUNT = 16;

    /** Index of the first days on sale. */
    static final int FIRST_DAYS = COUNT - 1;

    /** Hours before the event at which a bucket begins that lies nearer to it; the last one has no end. */
    private static final double[] NEAREST = {0, 6, 12, 24, 48, 72, 120, 168, 240, 336, 504, 720, 1080, 1440, 2160};

    private static final double FIRST_DAYS_HOURS = 72;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private CurveBuckets() {}

    /**
     * The bucket of a moment within a sale.
     *
     * @return 0 for the last six hours, up to 14 for more than 90 days before the event; 15 for the first 72 hours on sale
     *     (or the first half of a sale that is shorter than six days)
     */
    public static int of(Instant onSaleSince, Instant startsAt, Instant at) {
        double sale = hours(onSaleSince, startsAt);
        if (hours(onSaleSince, at) < firstDays(sale)) {
            return FIRST_DAYS;
        }
        return byTimeLeft(hours(at, startsAt));
    }

    static int byTimeLeft(double hoursLeft) {
        int bucket = NEAREST.length - 1;
        while (bucket > 0 && hoursLeft <= NEAREST[bucket]) {
            bucket--;
        }
        return bucket;
    }

    /** Where a bucket begins on the side of the event, hours before it. */
    static double nearest(int bucket) {
        return NEAREST[bucket];
    }

    /** Buckets by time left, without that of the first days. */
    static int byTimeLeftCount() {
        return NEAREST.length;
    }

    /** How long the first days are in a sale of so many hours. */
    static double firstDays(double saleHours) {
        return Math.min(FIRST_DAYS_HOURS, saleHours / 2);
    }

    static double hours(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS_PER_HOUR;
    }

    /** Hours on sale that fall into each bucket. */
    static double[] hoursOnSale(Instant onSaleSince, Instant startsAt) {
        double sale = Math.max(0, hours(onSaleSince, startsAt));
        double first = firstDays(sale);
        double[] hours = new double[COUNT];
        hours[FIRST_DAYS] = first;
        for (int bucket = 0; bucket < NEAREST.length; bucket++) {
            double farthest = bucket + 1 < NEAREST.length ? NEAREST[bucket + 1] : Double.POSITIVE_INFINITY;
            hours[bucket] = Math.max(0, Math.min(farthest, sale - first) - NEAREST[bucket]);
        }
        return hours;
    }
}
