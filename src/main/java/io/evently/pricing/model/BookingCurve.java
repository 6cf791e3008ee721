package io.evently.pricing.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The share of an event's orders to be expected by each moment of its sale. Immutable. Looking something up takes the same
 * time whatever the length of the sale.
 */
public final class BookingCurve {
    private static final int WEEK = 168;
    private static final int DAY = 24;

    private final Instant onSaleSince;
    private final double saleHours;
    private final double hourOfWeekAtStart;
    /** Sums of the factors of the hours of a week, from Monday midnight. */
    private final double[] week = new double[WEEK + 1];

    /** Where a stretch of the same rate begins, hours on sale; one more for the end. */
    private final double[] bounds;

    private final double[] rates;
    private final double[] upTo;

    private BookingCurve(CurveShape shape, Instant onSaleSince, Instant startsAt) {
        this.onSaleSince = onSaleSince;
        this.saleHours = CurveBuckets.hours(onSaleSince, startsAt);
        this.hourOfWeekAtStart = hourOfWeek(onSaleSince);
        addWeek(shape);
        this.bounds = bounds(saleHours);
        this.rates = new double[bounds.length - 1];
        this.upTo = new double[bounds.length];
        double first = CurveBuckets.firstDays(saleHours);
        for (int i = 0; i < rates.length; i++) {
            double middle = (bounds[i] + bounds[i + 1]) / 2;
            int bucket = middle < first ? CurveBuckets.FIRST_DAYS : CurveBuckets.byTimeLeft(saleHours - middle);
            rates[i] = shape.rates().get(bucket);
            upTo[i + 1] = upTo[i] + rates[i] * factors(bounds[i], bounds[i + 1]);
        }
    }

    /** Of a sale that lasts from one moment to the other, of which the second must be later. */
    public static BookingCurve of(CurveShape shape, Instant onSaleSince, Instant startsAt) {
        if (!onSaleSince.isBefore(startsAt)) {
            throw new IllegalArgumentException("an event starts after its sale, not at " + startsAt);
        }
        return new BookingCurve(shape, onSaleSince, startsAt);
    }

    /** Share of all orders that is still to come, 0-1. */
    public double remaining(Instant now) {
        return mass(now, onSaleSince.plusSeconds(Math.round(saleHours * 3_600)));
    }

    /** Share of all orders that falls between two moments, 0-1; what lies outside the sale counts for nothing. */
    public double mass(Instant from, Instant to) {
        double share = before(CurveBuckets.hours(onSaleSince, to)) - before(CurveBuckets.hours(onSaleSince, from));
        return Math.max(0, share) / upTo[upTo.length - 1];
    }

    private double before(double hour) {
        double within = Math.max(0, Math.min(saleHours, hour));
        int found = Arrays.binarySearch(bounds, within);
        int stretch = Math.min(found >= 0 ? found : -found - 2, rates.length - 1);
        return upTo[stretch] + rates[stretch] * factors(bounds[stretch], within);
    }

    private double factors(double from, double to) {
        return weekly(hourOfWeekAtStart + to) - weekly(hourOfWeekAtStart + from);
    }

    private double weekly(double hour) {
        double weeks = Math.floor(hour / WEEK);
        double within = hour - weeks * WEEK;
        int whole = Math.min((int) within, WEEK - 1);
        return weeks * week[WEEK] + week[whole] + (within - whole) * (week[whole + 1] - week[whole]);
    }

    private void addWeek(CurveShape shape) {
        List<Double> days = shape.weekdays();
        List<Double> hours = shape.hours();
        for (int hour = 0; hour < WEEK; hour++) {
            week[hour + 1] = week[hour] + days.get(hour / DAY) * hours.get(hour % DAY);
        }
    }

    private static double hourOfWeek(Instant at) {
        var utc = at.atOffset(ZoneOffset.UTC);
        return (utc.getDayOfWeek().getValue() - 1) * DAY + utc.toLocalTime().toSecondOfDay() / 3_600.0;
    }

    private static double[] bounds(double saleHours) {
        double first = CurveBuckets.firstDays(saleHours);
        double[] all = new double[CurveBuckets.byTimeLeftCount() + 2];
        int count = 0;
        all[count++] = 0;
        all[count++] = first;
        for (int bucket = CurveBuckets.byTimeLeftCount() - 1; bucket >= 0; bucket--) {
            double at = saleHours - CurveBuckets.nearest(bucket);
            if (at > first) {
                all[count++] = at;
            }
        }
        return Arrays.copyOf(all, count);
    }
}
