package io.evently.forecast.model;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealVector;

/** What a ridge regression needs of its rows: weighted averages, deviations and products. Immutable. */
final class WeightedMoments {
    private static final double NO_DEVIATION = 1e-9;

    private final double[] averages;
    private final double[] deviations;
    private final double[][] products;
    private final double[] withTarget;
    private final double targetAverage;

    /** Of at least one row, each with its target and its weight above 0. */
    WeightedMoments(double[][] rows, double[] targets, double[] weights) {
        int features = rows[0].length;
        double total = Arrays.stream(weights).sum();
        averages = new double[features];
        deviations = new double[features];
        products = new double[features][features];
        withTarget = new double[features];
        double target = 0;
        for (int row = 0; row < rows.length; row++) {
            target += weights[row] * targets[row] / total;
            for (int i = 0; i < features; i++) {
                averages[i] += weights[row] * rows[row][i] / total;
            }
        }
        targetAverage = target;
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < features; i++) {
                double difference = weights[row] * (rows[row][i] - averages[i]);
                withTarget[i] += difference * (targets[row] - targetAverage);
                for (int j = 0; j <= i; j++) {
                    products[i][j] += difference * (rows[row][j] - averages[j]);
                }
            }
        }
        for (int i = 0; i < features; i++) {
            double deviation = Math.sqrt(products[i][i] / total);
            deviations[i] = deviation < NO_DEVIATION ? 1 : deviation;
        }
        for (int i = 0; i < features; i++) {
            withTarget[i] /= deviations[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] /= deviations[i] * deviations[j];
                products[j][i] = products[i][j];
            }
        }
    }

    /** What the regression with this penalty, {@code > 0}, says for a row. */
    double predict(double[] row, double penalty) {
        Array2DRowRealMatrix penalised = new Array2DRowRealMatrix(products, true);
        RealVector standardised = new ArrayRealVector(row.length);
        for (int i = 0; i < row.length; i++) {
            penalised.addToEntry(i, i, penalty);
            standardised.setEntry(i, (row[i] - averages[i]) / deviations[i]);
        }
        RealVector coefficients =
                new CholeskyDecomposition(penalised).getSolver().solve(new ArrayRealVector(withTarget, false));
        return targetAverage + coefficients.dotProduct(standardised);
    }
}
