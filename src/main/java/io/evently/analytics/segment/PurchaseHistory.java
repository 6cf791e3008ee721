package io.evently.analytics.segment;

/**
 * What a model of purchases needs of a customer. The first purchase made them one and is not counted.
 *
 * @param repeats purchases after the first, {@code >= 0}; those of one day are one
 * @param lastWeeks weeks from the first purchase to the last; 0 without repeats
 * @param ageWeeks weeks from the first purchase to now, {@code >= lastWeeks}
 */
public record PurchaseHistory(int repeats, double lastWeeks, double ageWeeks) {
    public PurchaseHistory {
        if (repeats < 0) {
            throw new IllegalArgumentException("repeats must be >= 0, was " + repeats);
        }
        if (!(lastWeeks >= 0) || !(ageWeeks >= lastWeeks) || Double.isInfinite(ageWeeks)) {
            throw new IllegalArgumentException(
                    "weeks must be 0 <= last <= age, were last " + lastWeeks + " and age " + ageWeeks);
        }
    }
}
