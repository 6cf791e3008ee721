package io.evently.pricing.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When the orders of finished events came. Adds up: one per category, and one for all.
 *
 * @param orders by bucket, see {@link CurveBuckets}
 * @param exposure by bucket: the hours on sale of each event, times its orders; so a rate is orders over exposure also when
 *     sales differ in length
 * @param weekdays orders by day of the week in UTC, Monday first
 * @param hours orders by hour of the day in UTC
 */
public record CurveCounts(List<Double> orders, List<Double> exposure, List<Double> weekdays, List<Double> hours) {
    private static final int WEEKDAYS = 7;
    private static final int HOURS = 24;

    /** Nothing is known yet. */
    public static final CurveCounts NONE =
            new CurveCounts(zeros(CurveBuckets.COUNT), zeros(CurveBuckets.COUNT), zeros(WEEKDAYS), zeros(HOURS));

    /** Orders that the curve of all categories counts for beside those of one. */
    private static final double PRIOR_ORDERS = 200;

    public CurveCounts {
        orders = sized(orders, CurveBuckets.COUNT, "orders");
        exposure = sized(exposure, CurveBuckets.COUNT, "exposure");
        weekdays = sized(weekdays, WEEKDAYS, "weekdays");
        hours = sized(hours, HOURS, "hours");
    }

    /** With one more finished event, whose orders are given by bucket, weekday and hour. Do not add one that sold out early. */
    public CurveCounts plus(
            Instant onSaleSince,
            Instant startsAt,
            List<Double> itsOrders,
            List<Double> itsWeekdays,
            List<Double> itsHours) {
        double[] onSale = CurveBuckets.hoursOnSale(onSaleSince, startsAt);
        double all = total(itsOrders);
        return new CurveCounts(
                sum(orders, itsOrders),
                IntStream.range(0, CurveBuckets.COUNT)
                        .mapToObj(bucket -> exposure.get(bucket) + onSale[bucket] * all)
                        .toList(),
                sum(weekdays, itsWeekdays),
                sum(hours, itsHours));
    }

    /** How many orders are counted. */
    public double total() {
        return total(orders);
    }

    /**
     * The curve of these events, where they are few drawn towards another one: each bucket is the mean of both, with the
     * weight of the orders here beside 200 of the other.
     */
    public CurveShape blendedWith(CurveShape other) {
        double all = total();
        if (all == 0) {
            return other;
        }
        double whole = whole(other) / all;
        List<Double> rates = IntStream.range(0, CurveBuckets.COUNT)
                .mapToObj(bucket -> {
                    double rate = other.rates().get(bucket) / whole;
                    double hoursOfOne = exposure.get(bucket) / all;
                    return hoursOfOne == 0
                            ? rate
                            : (PRIOR_ORDERS * rate + orders.get(bucket) / hoursOfOne) / (PRIOR_ORDERS + all);
                })
                .toList();
        return new CurveShape(rates, blended(weekdays, other.weekdays()), blended(hours, other.hours()));
    }

    // Of the other curve, whose rates are relative to one another only, over the hours that these events were on sale.
    private double whole(CurveShape other) {
        double whole = 0;
        for (int bucket = 0; bucket < CurveBuckets.COUNT; bucket++) {
            whole += other.rates().get(bucket) * exposure.get(bucket);
        }
        return whole;
    }

    private static List<Double> blended(List<Double> counted, List<Double> factors) {
        double all = total(counted);
        return IntStream.range(0, factors.size())
                .mapToObj(i -> (PRIOR_ORDERS * factors.get(i) + counted.get(i) * factors.size()) / (PRIOR_ORDERS + all))
                .toList();
    }

    private static List<Double> sum(List<Double> some, List<Double> more) {
        return IntStream.range(0, some.size())
                .mapToObj(i -> some.get(i) + more.get(i))
                .toList();
    }

    private static double total(List<Double> counts) {
        return counts.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static List<Double> zeros(int size) {
        return Collections.nCopies(size, 0.0);
    }

    private static List<Double> sized(List<Double> counts, int size, String name) {
        if (counts.size() != size || counts.stream().anyMatch(count -> !(count >= 0 && count < Double.MAX_VALUE))) {
            throw new IllegalArgumentException(name + " must be " + size + " numbers >= 0, were " + counts);
        }
        return List.copyOf(counts);
    }
}
