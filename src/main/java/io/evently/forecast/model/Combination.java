package io.evently.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes forecasts of several models by how far off each was of late. That combinations do better than the best single
 * model: Bates and Granger, "The Combination of Forecasts", Operational Research Quarterly 20 (1969). Mutable, for one
 * thread.
 */
final class Combination {
    /** Errors that a model is judged by. */
    private static final int LATEST = 60;

    /** With fewer errors of forecasts made in time, the models are judged by forecasts made afterwards. */
    private static final int FEWEST_IN_TIME = 10;

    private static final int FEWEST = 3;

    /** A model that was off by a tenth more weighs about half. */
    private static final double SHARPNESS = 8;

    private static final double NO_ERROR = 1e-9;

    private final double[] priors;
    private final List<double[]> inTime = new ArrayList<>();
    private final List<double[]> afterwards = new ArrayList<>();

    /** @param priors how each model weighs beside the others when all are equally far off, {@code > 0} */
    Combination(double... priors) {
        this.priors = priors;
    }

    /**
     * Takes in what came of the next event.
     *
     * @param certain false for an event that is not to be judged by
     * @param demandsInTime forecasts from events that were over when it was a whole horizon away
     * @param demandsAfterwards forecasts from all events before it: more of them, as the horizon need not pass first
     */
    void judge(boolean certain, double actual, double[] demandsInTime, double[] demandsAfterwards) {
        inTime.add(certain ? errors(actual, demandsInTime) : notJudged());
        afterwards.add(certain ? errors(actual, demandsAfterwards) : notJudged());
    }

    /** The mixture, judged by the first {@code known} events; of {@code demands} those count that are numbers. */
    double combined(double[] demands, int known) {
        double[] errors = averages(inTime, demands, known, FEWEST_IN_TIME);
        if (errors.length == 0) {
            errors = averages(afterwards, demands, known, FEWEST);
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (int model = 0; model < errors.length; model++) {
            if (!Double.isNaN(demands[model])) {
                smallest = Math.min(smallest, errors[model]);
            }
        }
        double sum = 0;
        double weights = 0;
        for (int model = 0; model < priors.length; model++) {
            if (!Double.isNaN(demands[model])) {
                double weight =
                        priors[model] * (errors.length == 0 ? 1 : Math.pow(smallest / errors[model], SHARPNESS));
                sum += weight * demands[model];
                weights += weight;
            }
        }
        return sum / weights;
    }

    // Over the latest events that every model in question gave a forecast for, so that all are judged by the same.
    private double[] averages(List<double[]> errors, double[] demands, int known, int fewest) {
        double[] sums = new double[priors.length];
        int counted = 0;
        for (int event = known - 1; event >= Math.max(0, known - LATEST); event--) {
            double[] one = errors.get(event);
            if (covers(one, demands)) {
                for (int model = 0; model < priors.length; model++) {
                    sums[model] += one[model];
                }
                counted++;
            }
        }
        if (counted < fewest) {
            return new double[0];
        }
        for (int model = 0; model < priors.length; model++) {
            sums[model] = sums[model] / counted + NO_ERROR;
        }
        return sums;
    }

    private static boolean covers(double[] errors, double[] demands) {
        for (int model = 0; model < demands.length; model++) {
            if (!Double.isNaN(demands[model]) && Double.isNaN(errors[model])) {
                return false;
            }
        }
        return true;
    }

    private static double[] errors(double actual, double[] demands) {
        double[] errors = new double[demands.length];
        for (int model = 0; model < errors.length; model++) {
            errors[model] = Math.abs(demands[model] - actual);
        }
        return errors;
    }

    private double[] notJudged() {
        double[] nothing = new double[priors.length];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }
}
