package io.evently.analytics.segment;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Finds positive parameters that make what was seen most likely: Nelder and Mead's simplex over their logarithms. A
 * search that stops too early is begun again where it stopped, which keeps a simplex that has collapsed from being
 * believed.
 */
final class LikelihoodSearch {
    /** Beyond e to this power, up or down, a parameter has no meaning any more. */
    private static final double FARTHEST = 12;

    private static final double STEP = 0.5;
    private static final double RELATIVE = 1e-12;
    private static final double ABSOLUTE = 1e-8;
    private static final double SETTLED = 1e-6;
    private static final int EVALUATIONS = 4_000;
    private static final int MOST_SEARCHES = 8;

    private LikelihoodSearch() {}

    /** The parameters, or none when the search runs off to the edge: then the data do not determine them. */
    static Optional<double[]> from(double[] start, ToDoubleFunction<double[]> logLikelihood) {
        double[] logs = Arrays.stream(start).map(Math::log).toArray();
        double best = Double.NEGATIVE_INFINITY;
        for (int search = 0; search < MOST_SEARCHES; search++) {
            PointValuePair found;
            try {
                found = search(logs, logLikelihood);
            } catch (MathRuntimeException e) {
                return Optional.empty();
            }
            logs = found.getPoint();
            boolean settled = found.getValue() - best < SETTLED;
            best = found.getValue();
            if (settled) {
                return inside(logs) ? Optional.of(powers(logs)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static PointValuePair search(double[] logs, ToDoubleFunction<double[]> logLikelihood) {
        double[] steps = new double[logs.length];
        Arrays.fill(steps, STEP);
        return new SimplexOptimizer(RELATIVE, ABSOLUTE)
                .optimize(
                        new MaxEval(EVALUATIONS),
                        GoalType.MAXIMIZE,
                        new InitialGuess(logs),
                        new NelderMeadSimplex(steps),
                        new ObjectiveFunction(point -> valueAt(point, logLikelihood)));
    }

    private static double valueAt(double[] logs, ToDoubleFunction<double[]> logLikelihood) {
        double[] held = Arrays.stream(logs)
                .map(log -> Math.max(-FARTHEST, Math.min(FARTHEST, log)))
                .toArray();
        double beyond = 0;
        for (int i = 0; i < logs.length; i++) {
            beyond += Math.abs(logs[i] - held[i]);
        }
        double value = logLikelihood.applyAsDouble(powers(held));
        return Double.isFinite(value) ? value - beyond : -Double.MAX_VALUE;
    }

    private static boolean inside(double[] logs) {
        return Arrays.stream(logs).allMatch(log -> Math.abs(log) < FARTHEST);
    }

    private static double[] powers(double[] logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }
}
