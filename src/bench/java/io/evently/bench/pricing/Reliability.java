package io.evently.bench.pricing;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether what recommendations say of themselves is true, in a market that is known.
 *
 * @param recommendations of another price
 * @param bins by stated confidence
 * @param calibrationError mean distance of confidence and share that was right, over the bins (ECE)
 * @param stated expected increase of revenue on average, per cent
 * @param happened what the increase really was, per cent
 * @param meanError mean distance of both, points
 */
record Reliability(
        int recommendations,
        List<Bin> bins,
        double calibrationError,
        double stated,
        double happened,
        double meanError) {
    private static final int BINS = 10;
    private static final double PERCENT = 100;

    Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Recommendations of about the same confidence.
     *
     * @param recommendations how many
     * @param confidence stated, on average
     * @param right share in which the recommended price really earns more
     */
    record Bin(int recommendations, double confidence, double right) {}

    /** One recommendation, and the revenue still to come that each price really brings. */
    record Graded(double confidence, double statedIncrease, double trueIncrease) {}

    static Reliability of(List<Graded> all) {
        List<Bin> bins = new ArrayList<>();
        double distance = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int which = bin;
            List<Graded> within = all.stream()
                    .filter(each -> Math.min(BINS - 1, (int) (each.confidence() * BINS)) == which)
                    .toList();
            if (!within.isEmpty()) {
                double stated = within.stream()
                        .mapToDouble(Graded::confidence)
                        .average()
                        .orElse(0);
                double right = (double) within.stream()
                                .filter(each -> each.trueIncrease() > 0)
                                .count()
                        / within.size();
                bins.add(new Bin(within.size(), stated, right));
                distance += within.size() * Math.abs(stated - right);
            }
        }
        return new Reliability(
                all.size(),
                bins,
                all.isEmpty() ? 0 : distance / all.size(),
                PERCENT
                        * all.stream()
                                .mapToDouble(Graded::statedIncrease)
                                .average()
                                .orElse(0),
                PERCENT
                        * all.stream()
                                .mapToDouble(Graded::trueIncrease)
                                .average()
                                .orElse(0),
                PERCENT
                        * all.stream()
                                .mapToDouble(each -> Math.abs(each.statedIncrease() - each.trueIncrease()))
                                .average()
                                .orElse(0));
    }
}
