package io.evently.forecast.model;

import java.util.List;

/**
 * What is known of an event before there are enough others like it: demand is Gamma distributed over events, bookings are
 * Poisson given the demand, and a known share of them comes before each day. The bookings so far correct the prior, and
 * what is still to come is then negative binomial. Immutable.
 *
 * <p>With shape {@code a0} and rate {@code b0} of the demand, {@code B} on the books and {@code G} the share that comes by
 * then, the posterior is Gamma with shape {@code a0 + B} and rate {@code b0 + G}; what comes has mean {@code (1 - G)(a0 +
 * B)/(b0 + G)} and size {@code a0 + B}.
 */
public final class CategoryPrior {
    /** Half of the bookings are taken to come in so many last days, until a category shows otherwise. */
    private static final double HALF_DAYS = 10;

    /** Bookings that the booking curve taken over weighs against what was seen. */
    private static final double CURVE_WEIGHT = 30;

    /** Events that a level taken over weighs at most against what was seen. */
    private static final double LEVEL_WEIGHT = 3;

    /** Demand of a category nobody has seen varies by so much of its mean, by standard deviation. */
    private static final double COLD_VARIATION = 0.6;

    private static final double LEAST_SQUARED_VARIATION = 0.01;
    private static final double MOST_SQUARED_VARIATION = 4;
    private static final double LEAST_DEMAND = 0.1;
    private static final int CURVE_DAYS = 180;

    private final double demand;
    private final double squaredVariation;
    private final double[] shares;
    private final double events;

    private CategoryPrior(double demand, double squaredVariation, double[] shares, double events) {
        this.demand = demand;
        this.squaredVariation = squaredVariation;
        this.shares = shares;
        this.events = events;
    }

    /**
     * For a category without history.
     *
     * @param expectedDemand bookings of an event, a guess such as four fifths of its seats, {@code > 0}
     */
    public static CategoryPrior cold(double expectedDemand) {
        if (!(expectedDemand > 0) || Double.isInfinite(expectedDemand)) {
            throw new IllegalArgumentException("expectedDemand must be > 0 and finite, was " + expectedDemand);
        }
        double[] shares = new double[CURVE_DAYS + 1];
        for (int day = 0; day <= CURVE_DAYS; day++) {
            shares[day] = Math.pow(0.5, day / HALF_DAYS);
        }
        return new CategoryPrior(Math.max(LEAST_DEMAND, expectedDemand), COLD_VARIATION * COLD_VARIATION, shares, 1);
    }

    /** This prior, corrected by finished events of the category. Those that sold out say nothing of it and are left out. */
    public CategoryPrior learned(List<FinishedEvent> finished) {
        List<BookingProfile> seen = finished.stream()
                .filter(event -> event.soldOutDaysBefore().isEmpty())
                .map(FinishedEvent::profile)
                .toList();
        if (seen.isEmpty()) {
            return this;
        }
        double weight = Math.min(LEVEL_WEIGHT, events);
        double total = seen.stream().mapToDouble(BookingProfile::now).sum();
        double mean = Math.max(LEAST_DEMAND, (weight * demand + total) / (weight + seen.size()));
        double squares = seen.stream()
                .mapToDouble(one -> (Math.pow(one.now() - mean, 2) - one.now()) / (mean * mean))
                .sum();
        double variation = (weight * squaredVariation + squares) / (weight + seen.size());
        double[] corrected = new double[shares.length];
        for (int day = 0; day < corrected.length; day++) {
            double books = 0;
            for (BookingProfile one : seen) {
                books += one.daysAgo(day);
            }
            corrected[day] = Math.min(1, (CURVE_WEIGHT * shares[day] + books) / (CURVE_WEIGHT + total));
        }
        return new CategoryPrior(
                mean,
                Math.max(LEAST_SQUARED_VARIATION, Math.min(MOST_SQUARED_VARIATION, variation)),
                corrected,
                weight + seen.size());
    }

    /** Demand of an event of which nothing is known, {@code > 0}. */
    public double demand() {
        return demand;
    }

    /** The coefficient of variation of demand over events. */
    public double variation() {
        return Math.sqrt(squaredVariation);
    }

    /** Share of the bookings that has come so many days before the start, 0 to 1. */
    public double shareBy(double daysBefore) {
        if (daysBefore >= CURVE_DAYS) {
            return shares[CURVE_DAYS] * Math.pow(0.5, (daysBefore - CURVE_DAYS) / HALF_DAYS);
        }
        int whole = (int) Math.floor(daysBefore);
        double fraction = daysBefore - whole;
        return (1 - fraction) * shares[whole] + fraction * shares[whole + 1];
    }

    /** Which share of what is still to come at {@code fromDays} before the start has come by {@code toDays}, 0 to 1. */
    double shareCome(double fromDays, double toDays) {
        double open = 1 - shareBy(fromDays);
        return open > 0 ? Math.max(0, Math.min(1, (shareBy(toDays) - shareBy(fromDays)) / open)) : 1;
    }

    /** What is still to come of an event with so many on the books. */
    NegativeBinomial pickup(double books, double daysBefore) {
        double shape = 1 / squaredVariation;
        double rate = shape / demand;
        double share = shareBy(daysBefore);
        return new NegativeBinomial((1 - share) * (shape + books) / (rate + share), shape + books);
    }

    /** How sure a count still to come is: the size of its distribution, so many being on the books. */
    double size(double books) {
        return 1 / squaredVariation + books;
    }
}
