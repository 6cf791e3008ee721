package io.evently.bench.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure that is to be reached.
 *
 * @param bound {@code ≥} or {@code ≤}
 * @param measured a median
 */
public record Target(String figure, String bound, double wanted, double measured, String unit) {
    private static final String AT_LEAST = "≥";
    private static final String AT_MOST = "≤";

    static Target atLeast(String figure, double wanted, double measured, String unit) {
        return new Target(figure, AT_LEAST, wanted, measured, unit);
    }

    static Target atMost(String figure, double wanted, double measured, String unit) {
        return new Target(figure, AT_MOST, wanted, measured, unit);
    }

    @JsonProperty
    public boolean reached() {
        return bound.equals(AT_LEAST) ? measured >= wanted : measured <= wanted;
    }
}
