package io.evently.waitlist.estimate;

/**
 * How many offers are taken: a share, by hours to the event at which they were made. Immutable.
 *
 * <p>By time, because windows shorten towards the event and fewer people see an offer in time: one share for all would
 * promise too little early and too much late.
 */
public final class Acceptance {
    private static final double[] STARTS = {0, 6, 24, 96};

    /** Offers that the prior counts for: one of two taken. */
    private static final double PRIOR_OFFERS = 2;

    private static final double PRIOR_TAKEN = 1;

    /** Ranges of hours to the event, from the nearest to the farthest. */
    public static final int BUCKETS = STARTS.length;

    private final double[] shares;

    private Acceptance(double[] shares) {
        this.shares = shares;
    }

    /** Before anything was offered. */
    public static Acceptance prior() {
        return learned(new long[BUCKETS], new long[BUCKETS]);
    }

    /**
     * The prior, corrected by counts.
     *
     * @param accepted offers taken, by the bucket in which they were made
     * @param offered offers that have ended, taken or not, by the same bucket
     * @throws IllegalArgumentException unless there is one of each per bucket, none negative, no more taken than made
     */
    public static Acceptance learned(long[] accepted, long[] offered) {
        if (accepted.length != BUCKETS || offered.length != BUCKETS) {
            throw new IllegalArgumentException("One count per bucket is needed, " + BUCKETS + " in all");
        }
        double[] shares = new double[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (accepted[bucket] < 0 || accepted[bucket] > offered[bucket]) {
                throw new IllegalArgumentException("Of " + offered[bucket] + " offers in bucket " + bucket + ", "
                        + accepted[bucket] + " cannot have been taken");
            }
            shares[bucket] = (PRIOR_TAKEN + accepted[bucket]) / (PRIOR_OFFERS + offered[bucket]);
        }
        return new Acceptance(shares);
    }

    /** The bucket of a time before the event. */
    public static int bucket(double hoursToEvent) {
        int bucket = BUCKETS - 1;
        while (bucket > 0 && hoursToEvent < STARTS[bucket]) {
            bucket--;
        }
        return bucket;
    }

    /** The share of offers taken that are made so many hours before the event. */
    public double at(double hoursToEvent) {
        return shares[bucket(hoursToEvent)];
    }
}
