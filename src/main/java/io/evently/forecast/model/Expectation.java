package io.evently.forecast.model;

/**
 * What a forecast at a whole day says.
 *
 * @param demand expected without a limit
 * @param low lower end of the interval around it
 * @param high upper end
 * @param reaches the probability that demand reaches the capacity
 * @param method which models it comes from
 */
record Expectation(double demand, double low, double high, double reaches, ForecastMethod method) {
    private static final double LOW = AdaptiveInterval.OUTSIDE / 2;
    private static final double HIGH = 1 - LOW;

    /** Nothing more can come. */
    static Expectation certain(double books, double capacity, ForecastMethod method) {
        return new Expectation(books, books, books, books >= capacity ? 1 : 0, method);
    }

    /** What is still to come has this distribution. */
    static Expectation counted(double books, NegativeBinomial coming, double capacity, ForecastMethod method) {
        double reaches =
                Double.isInfinite(capacity) ? 0 : 1 - coming.cumulative((long) Math.ceil(capacity - books) - 1);
        return new Expectation(
                books + coming.mean(), books + coming.quantile(LOW), books + coming.quantile(HIGH), reaches, method);
    }

    /**
     * Too few errors are known to measure by. Where more are cancelled than booked, what goes is taken to be as uncertain
     * as what would come.
     *
     * @param size how sure a count is
     */
    static Expectation around(double books, double demand, double size, double capacity, ForecastMethod method) {
        NegativeBinomial change = new NegativeBinomial(Math.abs(demand - books), size);
        if (demand >= books) {
            return counted(books, change, capacity, method);
        }
        return new Expectation(
                demand,
                books - change.quantile(HIGH),
                books - change.quantile(LOW),
                change.cumulative((long) Math.floor(books - capacity)),
                method);
    }

    /**
     * By the errors there were: as many above as below. An error of the size of the gap to the capacity, widened or
     * narrowed as the interval is, is as likely as it was.
     */
    static Expectation measured(HorizonForecaster.Outlook outlook, double capacity, ForecastMethod method) {
        double demand = outlook.demand();
        double[] errors =
                outlook.errors().stream().mapToDouble(Double::doubleValue).toArray();
        double usual = AdaptiveInterval.quantile(errors, 1 - AdaptiveInterval.OUTSIDE);
        double scale = usual > 0 ? outlook.halfWidth() / usual : 1;
        double gap = Math.abs(capacity - demand);
        double larger = 0.5;
        for (double error : errors) {
            larger += error * scale >= gap ? 1 : 0;
        }
        double beyond = larger / (errors.length + 1) / 2;
        double reaches = Double.isInfinite(capacity) ? 0 : demand >= capacity ? 1 - beyond : beyond;
        return new Expectation(demand, demand - outlook.halfWidth(), demand + outlook.halfWidth(), reaches, method);
    }

    /** Between this and another: all of this at 0, all of the other at 1. */
    Expectation mixed(Expectation other, double share) {
        return new Expectation(
                mix(demand, other.demand, share),
                mix(low, other.low, share),
                mix(high, other.high, share),
                mix(reaches, other.reaches, share),
                method);
    }

    private static double mix(double one, double other, double share) {
        return (1 - share) * one + share * other;
    }
}
