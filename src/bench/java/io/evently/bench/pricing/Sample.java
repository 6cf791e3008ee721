package io.evently.bench.pricing;

import java.util.Arrays;

/**
 * A policy over the same customers as the fixed base price.
 *
 * @param revenue on average
 * @param uplift over the fixed base price, per cent of its mean
 * @param error standard error of the uplift, from the differences sale by sale
 * @param ofOptimum its revenue, per cent of that of the optimum by dynamic programming
 * @param ofFluid its revenue, per cent of the fluid bound
 * @param changes of the price per sale
 * @param refused tickets per sale that were wanted when too few were left
 * @param below share of the sales that earned less than the fixed base price, per cent
 */
record Sample(
        double revenue,
        double uplift,
        double error,
        double ofOptimum,
        double ofFluid,
        double changes,
        double refused,
        double below) {
    private static final double PERCENT = 100;

    static Sample of(Played[] sales, Played[] fixed, Played[] optimum, double fluidBound) {
        double revenue = mean(sales);
        double base = mean(fixed);
        double square = 0;
        int below = 0;
        for (int i = 0; i < sales.length; i++) {
            double difference = sales[i].revenue() - fixed[i].revenue() - (revenue - base);
            square += difference * difference;
            below += sales[i].revenue() < fixed[i].revenue() ? 1 : 0;
        }
        double error = sales.length < 2 ? 0 : Math.sqrt(square / (sales.length - 1) / sales.length);
        return new Sample(
                revenue,
                PERCENT * (revenue / base - 1),
                PERCENT * error / base,
                PERCENT * revenue / mean(optimum),
                PERCENT * revenue / fluidBound,
                Arrays.stream(sales).mapToInt(Played::changes).average().orElse(0),
                Arrays.stream(sales).mapToInt(Played::refused).average().orElse(0),
                PERCENT * below / sales.length);
    }

    static double mean(Played[] sales) {
        return Arrays.stream(sales).mapToDouble(Played::revenue).average().orElse(0);
    }
}
