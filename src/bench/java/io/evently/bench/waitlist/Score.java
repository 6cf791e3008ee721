package io.evently.bench.waitlist;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How good forecasts were. Promoted is who got an offer, whatever became of it.
 *
 * @param stated probability on average
 * @param happened share that was promoted
 * @param brier mean squared error of the probability
 * @param constantBrier of the best that could be told to all alike: the share, known afterwards
 * @param skill by how much {@code brier} is below that, 0-1
 * @param calibrationError mean distance of what was stated from what happened, over ten bins of equal width
 */
record Score(
        long forecasts,
        double stated,
        double happened,
        double brier,
        double constantBrier,
        double skill,
        double calibrationError,
        List<Reliability> reliability,
        Wait waits) {
    private static final int BINS = 10;

    Score {
        reliability = List.copyOf(reliability);
    }

    static Score of(List<Forecast> forecasts) {
        double happened = happened(forecasts);
        double brier = forecasts.stream()
                .mapToDouble(forecast -> sq(forecast.probability() - (forecast.promoted() ? 1 : 0)))
                .average()
                .orElse(Double.NaN);
        double constantBrier = happened * (1 - happened);
        List<Reliability> reliability = IntStream.range(0, BINS)
                .mapToObj(bin -> reliability(
                        bin,
                        forecasts.stream()
                                .filter(forecast -> bin(forecast) == bin)
                                .toList()))
                .filter(bin -> bin.forecasts() > 0)
                .toList();
        return new Score(
                forecasts.size(),
                stated(forecasts),
                happened,
                brier,
                constantBrier,
                1 - brier / constantBrier,
                reliability.stream()
                        .mapToDouble(
                                bin -> bin.forecasts() * Math.abs(bin.stated() - bin.happened()) / forecasts.size())
                        .sum(),
                reliability,
                Wait.of(forecasts));
    }

    private static Reliability reliability(int bin, List<Forecast> forecasts) {
        return new Reliability(
                (double) bin / BINS, (bin + 1.0) / BINS, forecasts.size(), stated(forecasts), happened(forecasts));
    }

    private static int bin(Forecast forecast) {
        return Math.min(BINS - 1, (int) (forecast.probability() * BINS));
    }

    private static double stated(List<Forecast> forecasts) {
        return forecasts.stream().mapToDouble(Forecast::probability).average().orElse(Double.NaN);
    }

    private static double happened(List<Forecast> forecasts) {
        return forecasts.stream()
                .mapToDouble(forecast -> forecast.promoted() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static double sq(double value) {
        return value * value;
    }
}
