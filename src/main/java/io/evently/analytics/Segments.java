package io.evently.analytics;

import io.evently.analytics.segment.Segment;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of customers there are. Everybody who bought something and kept it is in exactly one.
 *
 * @param at when this was counted
 * @param sampled the share of customers that was looked at: 1, unless there are very many; counts are extrapolated from it
 * @param customers in all
 * @param groups one for each segment, in the order of the segments, empty ones included
 */
@BusName("analytics-segments/1")
public record Segments(Instant at, double sampled, long customers, List<Group> groups) implements BusMessage {
    public Segments {
        groups = List.copyOf(groups);
    }

    /**
     * The customers of one segment.
     *
     * @param bookings on average
     * @param daysSinceLast booking, on average
     * @param retention of the customers that were in this segment 90 days ago, the share that has booked since; null when there were none
     * @param alive probability that such a customer will ever buy again, on average; null while too few have bought twice
     * @param expectedPurchases days on which such a customer is expected to buy something within 52 weeks; null while too few have bought twice
     * @param values one for each currency
     */
    public record Group(
            Segment segment,
            long customers,
            double bookings,
            double daysSinceLast,
            @Nullable Double retention,
            @Nullable Double alive,
            @Nullable Double expectedPurchases,
            List<Value> values) {
        public Group {
            values = List.copyOf(values);
        }
    }

    /**
     * What customers of a segment are worth who buy in one currency alone.
     *
     * @param spend so far, on average
     * @param expected within 52 weeks, on average; null while too few have bought twice in this currency
     */
    public record Value(
            String currency,
            long customers,
            BigDecimal spend,
            @Nullable BigDecimal expected) {}
}
