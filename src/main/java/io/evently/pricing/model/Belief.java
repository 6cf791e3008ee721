package io.evently.pricing.model;

import java.util.Arrays;

/**
 * What is believed of an event at a moment: hypotheses, each with an elasticity, a curve and its weight and, given these,
 * the gamma distribution of the orders over the whole sale at the base price. Those that hardly count are left out.
 */
final class Belief {
    private final double[] weights;
    private final int[] elasticities;
    private final int[] curves;
    private final double[] shapes;
    private final double[] orders;
    private final double[] remaining;
    private final double[] soon;

    private Belief(Builder builder, double sum) {
        int size = builder.size;
        this.weights = Arrays.stream(builder.columns[0], 0, size)
                .map(weight -> weight / sum)
                .toArray();
        this.elasticities = Arrays.copyOf(builder.elasticities, size);
        this.curves = Arrays.copyOf(builder.curves, size);
        this.shapes = Arrays.copyOf(builder.columns[1], size);
        this.orders = Arrays.copyOf(builder.columns[2], size);
        this.remaining = Arrays.copyOf(builder.columns[3], size);
        this.soon = Arrays.copyOf(builder.columns[4], size);
    }

    int size() {
        return weights.length;
    }

    /** Of a hypothesis; the sum of all is 1. */
    double weight(int index) {
        return weights[index];
    }

    /** Position of its elasticity in the grid. */
    int elasticityIndex(int index) {
        return elasticities[index];
    }

    double elasticity(int index) {
        return ElasticityGrid.value(elasticities[index]);
    }

    int curve(int index) {
        return curves[index];
    }

    /** Shape of its gamma distribution. */
    double shape(int index) {
        return shapes[index];
    }

    /** Mean of its gamma distribution. */
    double orders(int index) {
        return orders[index];
    }

    /** Orders of it still to come, at the base price. */
    double ordersToCome(int index) {
        return orders[index] * remaining[index];
    }

    /** Orders of it within a day, at the base price. */
    double ordersSoon(int index) {
        return orders[index] * soon[index];
    }

    /** Orders over the whole sale at the base price, expected. */
    double meanOrders() {
        return mean(orders);
    }

    /** Share of the orders that is still to come, expected. */
    double meanRemaining() {
        return mean(remaining);
    }

    private double mean(double[] values) {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * values[i];
        }
        return mean;
    }

    /** Collects hypotheses. */
    static final class Builder {
        private final double[][] columns;
        private final int[] elasticities;
        private final int[] curves;
        private int size;
        private double sum;

        Builder(int most) {
            this.columns = new double[5][most];
            this.elasticities = new int[most];
            this.curves = new int[most];
        }

        void add(double weight, int elasticity, int curve, double shape, double orders, double remaining, double soon) {
            elasticities[size] = elasticity;
            curves[size] = curve;
            columns[0][size] = weight;
            columns[1][size] = shape;
            columns[2][size] = orders;
            columns[3][size] = remaining;
            columns[4][size] = soon;
            sum += weight;
            size++;
        }

        Belief built() {
            return new Belief(this, sum);
        }
    }
}
