package io.evently.waitlist.estimate;

import java.util.Arrays;

/**
 * How many seats go past somebody who is next, because they come back in lots that are too small, and smaller wishes
 * behind take them.
 */
final class PassedOver {
    private PassedOver() {}

    /**
     * Probabilities that exactly 0, 1, … {@code limit} seats go past until a lot comes that is large enough, or until the
     * turn has come to keep seats. What is beyond the limit, or never comes, is left out.
     *
     * @param atMost lots that may go past before seats are kept
     */
    static double[] exactly(int quantity, Sizes lots, int limit, int atMost) {
        double[] past = new double[limit + 1];
        double[] lost = new double[limit + 1];
        past[0] = 1;
        double enough = shareFrom(quantity, lots);
        for (int lot = 0; lot < atMost; lot++) {
            add(lost, past, enough);
            past = oneMore(past, quantity, lots);
        }
        add(lost, past, 1);
        return lost;
    }

    /** The same where nothing is kept, however many go past. */
    static double[] exactly(int quantity, Sizes lots, int limit) {
        double[] lost = new double[limit + 1];
        lost[0] = shareFrom(quantity, lots);
        for (int seats = 1; seats <= limit; seats++) {
            for (int size = 1; size < Math.min(quantity, seats + 1); size++) {
                lost[seats] += share(size, lots) * lost[seats - size];
            }
        }
        return lost;
    }

    /** The share of lots that have so many seats at least; the largest that are told apart fit the largest wishes. */
    static double shareFrom(int quantity, Sizes lots) {
        double share = 0;
        for (int size = Math.min(quantity, Sizes.LARGEST); size <= Sizes.LARGEST; size++) {
            share += lots.share(size);
        }
        return share;
    }

    private static double share(int size, Sizes lots) {
        return size < Sizes.LARGEST ? lots.share(size) : 0;
    }

    private static double[] oneMore(double[] past, int quantity, Sizes lots) {
        double[] more = new double[past.length];
        for (int size = 1; size < Math.min(quantity, Sizes.LARGEST); size++) {
            for (int seats = size; seats < more.length; seats++) {
                more[seats] += past[seats - size] * lots.share(size);
            }
        }
        return more;
    }

    private static void add(double[] sum, double[] values, double times) {
        Arrays.setAll(sum, index -> sum[index] + times * values[index]);
    }
}
