package io.evently.analytics.segment;

/** A customer with their score and the label that follows from it. */
public record SegmentedCustomer(CustomerActivity activity, RfmScore score) {
    /** The label. */
    public Segment segment() {
        return Segment.of(score);
    }
}
