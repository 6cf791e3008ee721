package io.evently.waitlist.estimate;

/**
 * How readily orders are cancelled: per order and hour, by hours to the event. Immutable.
 *
 * <p>Starts from what was seen at real events and gives way to own counts as they come in, so that the first event of a
 * category has an estimate and the hundredth has its own.
 */
public final class CancellationHazard {
    private static final double[] STARTS = {0, 6, 12, 24, 48, 72, 168, 336};
    private static final double[] PRIOR = {.00468, .00148, .00053, .00089, .00025, .00016, .00011, .000076};

    /** Orders that the prior counts for: so many own orders through a bucket, and both weigh the same. */
    private static final double PRIOR_ORDERS = 500;

    /** The last bucket has no end; its prior order is taken to have spent as long in it as in all the others. */
    private static final double PRIOR_HOURS_OF_LAST = 336;

    /** Ranges of hours to the event in which the hazard is constant, from the nearest to the farthest. */
    public static final int BUCKETS = STARTS.length;

    private final double[] perHour;

    private CancellationHazard(double[] perHour) {
        this.perHour = perHour;
    }

    /** Before anything was counted. */
    public static CancellationHazard prior() {
        return new CancellationHazard(PRIOR.clone());
    }

    /**
     * The prior, corrected by counts.
     *
     * @param exposureHours hours that orders were booked in each bucket, all orders together
     * @param cancellations orders cancelled in each bucket
     * @throws IllegalArgumentException unless there is one of each per bucket, none negative
     */
    public static CancellationHazard learned(double[] exposureHours, long[] cancellations) {
        if (exposureHours.length != BUCKETS || cancellations.length != BUCKETS) {
            throw new IllegalArgumentException("One count per bucket is needed, " + BUCKETS + " in all");
        }
        double[] learned = new double[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (!(exposureHours[bucket] >= 0) || cancellations[bucket] < 0) {
                throw new IllegalArgumentException("Counts must be >= 0, bucket " + bucket + " has "
                        + exposureHours[bucket] + " and " + cancellations[bucket]);
            }
            double priorHours = PRIOR_ORDERS * priorHours(bucket);
            learned[bucket] =
                    (priorHours * PRIOR[bucket] + cancellations[bucket]) / (priorHours + exposureHours[bucket]);
        }
        return new CancellationHazard(learned);
    }

    /** The same shape, {@code factor} times as high. */
    public CancellationHazard times(double factor) {
        double[] scaled = perHour.clone();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            scaled[bucket] *= factor;
        }
        return new CancellationHazard(scaled);
    }

    /** The bucket of a time before the event; what is over counts as the last hours. */
    public static int bucket(double hoursToEvent) {
        int bucket = BUCKETS - 1;
        while (bucket > 0 && hoursToEvent < STARTS[bucket]) {
            bucket--;
        }
        return bucket;
    }

    /** Hours to the event at which the bucket is nearest to it. */
    public static double start(int bucket) {
        return STARTS[bucket];
    }

    /** Hours to the event at which the bucket begins in time; infinite for the last. */
    public static double end(int bucket) {
        return bucket == BUCKETS - 1 ? Double.POSITIVE_INFINITY : STARTS[bucket + 1];
    }

    /** Cancellations per order and hour, so many hours before the event. */
    public double perHour(double hoursToEvent) {
        return perHour[bucket(hoursToEvent)];
    }

    /**
     * Cancellations that one order is expected to see while the hours to the event go from {@code toHours} down to {@code
     * fromHours}; 0 when there is nothing between them. May exceed 1: it is an integral of a rate, not a probability.
     */
    public double integral(double fromHours, double toHours) {
        double sum = 0;
        for (int bucket = 0; bucket < BUCKETS && STARTS[bucket] < toHours; bucket++) {
            double hours = Math.min(toHours, end(bucket)) - Math.max(fromHours, STARTS[bucket]);
            if (hours > 0) {
                sum += perHour[bucket] * hours;
            }
        }
        return sum;
    }

    /**
     * Cancellations to be expected of orders that were booked for so long.
     *
     * @param exposureHours hours that orders were booked in each bucket, all orders together
     */
    public double expected(double[] exposureHours) {
        double sum = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            sum += perHour[bucket] * exposureHours[bucket];
        }
        return sum;
    }

    private static double priorHours(int bucket) {
        return bucket == BUCKETS - 1 ? PRIOR_HOURS_OF_LAST : STARTS[bucket + 1] - STARTS[bucket];
    }
}
