package io.evently.bench.forecast;

import java.util.Arrays;
import java.util.Comparator;

/** How well scores put those first who then bought. */
final class Ranking {
    private Ranking() {}

    /** The probability that one who bought scores higher than one who did not; equal scores count half. */
    static double areaUnderCurve(double[] scores, double[] bought) {
        Integer[] ranked = ranked(scores);
        double rankSum = 0;
        long buyers = 0;
        int from = 0;
        while (from < ranked.length) {
            int to = from;
            while (to < ranked.length && scores[ranked[to]] == scores[ranked[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                if (bought[ranked[i]] > 0) {
                    rankSum += (from + 1 + to) / 2.0;
                    buyers++;
                }
            }
            from = to;
        }
        return (rankSum - buyers * (buyers + 1) / 2.0) / ((double) buyers * (ranked.length - buyers));
    }

    /** Which share of all purchases those made who score highest. */
    static double shareOfTop(double[] scores, double[] bought, double top) {
        Integer[] ranked = ranked(scores);
        double sum = 0;
        for (int i = ranked.length - (int) Math.round(top * ranked.length); i < ranked.length; i++) {
            sum += bought[ranked[i]];
        }
        return sum / Arrays.stream(bought).sum();
    }

    private static Integer[] ranked(double[] scores) {
        Integer[] ranked = new Integer[scores.length];
        Arrays.setAll(ranked, i -> i);
        Arrays.sort(ranked, Comparator.comparingDouble(i -> scores[i]));
        return ranked;
    }
}
