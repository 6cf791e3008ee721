package io.evently.analytics.segment;

/**
 * What a customer spent on repeat purchases.
 *
 * @param purchases {@code >= 1}
 * @param average money for one, {@code > 0}
 */
public record SpendHistory(int purchases, double average) {
    public SpendHistory {
        if (purchases < 1) {
            throw new IllegalArgumentException("purchases must be >= 1, were " + purchases);
        }
        if (!(average > 0) || Double.isInfinite(average)) {
            throw new IllegalArgumentException("average must be > 0 and finite, was " + average);
        }
    }
}
