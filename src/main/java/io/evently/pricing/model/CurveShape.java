package io.evently.pricing.model;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How orders spread over a sale, relative to one another.
 *
 * @param rates orders per hour by bucket, see {@link CurveBuckets}; only their ratios matter
 * @param weekdays factor of each day of the week in UTC, Monday first; 1 on average
 * @param hours factor of each hour of the day in UTC; 1 on average
 */
public record CurveShape(List<Double> rates, List<Double> weekdays, List<Double> hours) {
    private static final double[] SHARES = {
        // nearest to the event first: hours 0-6, -12, -24, -48, -72, -120, -168, -240, -336
        .020,
        .015,
        .030,
        .045,
        .035,
        .060,
        .050,
        .065,
        .070,
        // -504, -720, -1080, -1440, -2160, and beyond as if it ended at 4320
        .090,
        .085,
        .125,
        .105,
        .105,
        .100,
        // the first 72 hours
        .180
    };

    private static final double BEYOND = 4_320;
    private static final double FIRST_DAYS = 72;
    private static final double HOURS_PER_DAY = 24;

    /** For a category of which nothing is known: a rush at first, a quiet middle, more towards the end. An assumption. */
    public static final CurveShape ASSUMED = ofShares(SHARES);

    public CurveShape {
        rates = numbers(rates, CurveBuckets.COUNT, "rates");
        weekdays = numbers(weekdays, 7, "weekdays");
        hours = numbers(hours, (int) HOURS_PER_DAY, "hours");
    }

    /** The same over the sale, the same at every hour of the week. */
    public static CurveShape ofRates(List<Double> rates) {
        return new CurveShape(rates, Collections.nCopies(7, 1.0), Collections.nCopies((int) HOURS_PER_DAY, 1.0));
    }

    /**
     * The curve with its orders moved towards the event or away from it, the rush of the first days with them.
     *
     * @param exponent of the time left: each rate is multiplied by it to this power; negative is later
     */
    public CurveShape tilted(double exponent) {
        return new CurveShape(
                IntStream.range(0, CurveBuckets.COUNT)
                        .mapToObj(bucket -> rates.get(bucket) * Math.pow(daysLeft(bucket) + 1, exponent))
                        .toList(),
                weekdays,
                hours);
    }

    private static double daysLeft(int bucket) {
        return switch (bucket) {
            case CurveBuckets.FIRST_DAYS -> 60;
            case CurveBuckets.FIRST_DAYS - 1 -> BEYOND / HOURS_PER_DAY;
            default -> (CurveBuckets.nearest(bucket) + CurveBuckets.nearest(bucket + 1)) / 2 / HOURS_PER_DAY;
        };
    }

    private static CurveShape ofShares(double[] shares) {
        return ofRates(IntStream.range(0, CurveBuckets.COUNT)
                .mapToObj(bucket -> shares[bucket] / nominalHours(bucket))
                .toList());
    }

    private static double nominalHours(int bucket) {
        return switch (bucket) {
            case CurveBuckets.FIRST_DAYS -> FIRST_DAYS;
            case CurveBuckets.FIRST_DAYS - 1 -> BEYOND - CurveBuckets.nearest(bucket);
            default -> CurveBuckets.nearest(bucket + 1) - CurveBuckets.nearest(bucket);
        };
    }

    private static List<Double> numbers(List<Double> values, int size, String name) {
        DoubleStream all = values.stream().mapToDouble(Double::doubleValue);
        if (values.size() != size || !all.allMatch(value -> value > 0 && value < Double.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be " + size + " positive numbers, were " + values);
        }
        return List.copyOf(values);
    }
}
