package io.evently.waitlist.estimate;

import java.util.Arrays;

/** How many of each size there are, of orders or of entries: 1 to 10 seats. Immutable. */
public final class Sizes {
    /** The most seats that are told apart; larger ones count as this. */
    public static final int LARGEST = 10;

    public static final Sizes NONE = new Sizes(new long[LARGEST + 1]);

    private final long[] counts;
    private final long total;
    private final long seats;
    private final long squares;

    private Sizes(long[] counts) {
        this.counts = counts;
        long all = 0;
        long seatSum = 0;
        long squareSum = 0;
        for (int size = 1; size <= LARGEST; size++) {
            all += counts[size];
            seatSum += size * counts[size];
            squareSum += (long) size * size * counts[size];
        }
        total = all;
        seats = seatSum;
        squares = squareSum;
    }

    /**
     * Counts by size.
     *
     * @param countsBySize how many have as many seats as their index; index 0 is not looked at
     * @throws IllegalArgumentException when one is negative
     */
    public static Sizes of(long... countsBySize) {
        long[] counts = new long[LARGEST + 1];
        for (int size = 1; size < countsBySize.length; size++) {
            if (countsBySize[size] < 0) {
                throw new IllegalArgumentException("Counts must be >= 0, was " + countsBySize[size]);
            }
            counts[Math.min(size, LARGEST)] += countsBySize[size];
        }
        return new Sizes(counts);
    }

    /** How many have this size. */
    public long count(int size) {
        return counts[size];
    }

    /** How many there are of all sizes. */
    public long total() {
        return total;
    }

    /** The seats of all of them. */
    public long seats() {
        return seats;
    }

    /** Which share of all has this size, 0-1; 0 when there are none. */
    public double share(int size) {
        return total == 0 ? 0 : (double) counts[size] / total;
    }

    /** Seats of one on average; 0 when there are none. */
    public double mean() {
        return total == 0 ? 0 : (double) seats / total;
    }

    /** The mean of the squared seats of one; 0 when there are none. */
    public double meanSquare() {
        return total == 0 ? 0 : (double) squares / total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sizes sizes && Arrays.equals(counts, sizes.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(counts, 1, counts.length));
    }
}
