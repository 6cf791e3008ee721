package io.evently.waitlist.estimate;

import java.util.Arrays;

/** How many seats those ahead really take: each takes all that it wants, or none. */
final class SeatsTaken {
    /** Below this share of the most likely count, a count cannot be seen in any result. */
    private static final double NEGLIGIBLE = 1e-13;

    private SeatsTaken() {}

    /**
     * Probabilities that exactly 0, 1, … {@code limit} seats are taken; what is beyond is left out.
     *
     * @param acceptance by size, the probability that one takes what it wants, 0-1
     * @param past probabilities that so many go another way besides
     */
    static double[] exactly(Sizes ahead, double[] acceptance, double[] past) {
        int limit = past.length - 1;
        double[] taken = past.clone();
        int reach = limit;
        while (reach > 0 && past[reach] == 0) {
            reach--;
        }
        for (int size = 1; size <= Sizes.LARGEST; size++) {
            long many = ahead.count(size);
            if (many > 0) {
                taken = with(taken, reach, size, Takers.of(many, acceptance[size]));
                reach = (int) Math.min(limit, reach + size * many);
            }
        }
        return taken;
    }

    private static double[] with(double[] taken, int reach, int size, Takers takers) {
        double[] sum = new double[taken.length];
        int limit = taken.length - 1;
        for (int index = 0; index < takers.probabilities.length; index++) {
            long seats = (takers.fewest + index) * size;
            if (seats > limit) {
                break;
            }
            double probability = takers.probabilities[index];
            int last = Math.min(reach, limit - (int) seats);
            for (int before = 0; before <= last; before++) {
                sum[before + (int) seats] += taken[before] * probability;
            }
        }
        return sum;
    }

    /**
     * How many of {@code many} take their seats: binomial, from the most likely count outwards, so that neither many nor a
     * probability near 0 or 1 underflows, and only as far as it can be seen.
     */
    private static final class Takers {
        private final long fewest;
        private final double[] probabilities;

        private Takers(long fewest, double[] probabilities) {
            this.fewest = fewest;
            this.probabilities = probabilities;
        }

        static Takers of(long many, double acceptance) {
            if (acceptance <= 0) {
                return new Takers(0, new double[] {1});
            }
            if (acceptance >= 1) {
                return new Takers(many, new double[] {1});
            }
            long likeliest = Math.min(many, (long) ((many + 1) * acceptance));
            double odds = acceptance / (1 - acceptance);
            long fewest = likeliest;
            for (double share = 1; fewest > 0 && share > NEGLIGIBLE; fewest--) {
                share *= fewest / ((many - fewest + 1) * odds);
            }
            long most = likeliest;
            for (double share = 1; most < many && share > NEGLIGIBLE; most++) {
                share *= (many - most) * odds / (most + 1);
            }
            return new Takers(fewest, scaled(many, odds, fewest, likeliest, most));
        }

        private static double[] scaled(long many, double odds, long fewest, long likeliest, long most) {
            double[] shares = new double[(int) (most - fewest + 1)];
            int middle = (int) (likeliest - fewest);
            shares[middle] = 1;
            for (int index = middle; index > 0; index--) {
                long count = fewest + index;
                shares[index - 1] = shares[index] * count / ((many - count + 1) * odds);
            }
            for (int index = middle; index < shares.length - 1; index++) {
                long count = fewest + index;
                shares[index + 1] = shares[index] * (many - count) * odds / (count + 1);
            }
            double sum = Arrays.stream(shares).sum();
            Arrays.setAll(shares, index -> shares[index] / sum);
            return shares;
        }
    }
}
