package io.evently.analytics.segment;

/** What customers are worth: how often they are expected to buy, times what they are expected to spend. Immutable. */
public record CustomerValue(RepeatPurchases purchases, Spend spend) {
    /** A year: as far as a value looks ahead. */
    public static final double WEEKS = 52;

    /**
     * Money expected of the customer within {@link #WEEKS}, not discounted.
     *
     * @param averageSpend on each repeat purchase so far; not looked at without any
     */
    public double of(PurchaseHistory history, double averageSpend) {
        return purchases.expected(history, WEEKS) * spend.expected(history.repeats(), averageSpend);
    }
}
