package io.evently.api.analytics;

import io.evently.analytics.Segments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Segments of customers as the API shows them. */
record SegmentBody(Instant at, BigDecimal sampled, long customers, List<Group> segments) {
    private static final int PLACES = 4;

    static SegmentBody of(Segments segments) {
        return new SegmentBody(
                segments.at(),
                rounded(segments.sampled()),
                segments.customers(),
                segments.groups().stream()
                        .map(group -> Group.of(group, segments.customers()))
                        .toList());
    }

    /** One of them. */
    record Group(
            String segment,
            long customers,
            @Nullable BigDecimal share,
            @Nullable BigDecimal averageBookings,
            @Nullable BigDecimal daysSinceLastBooking,
            @Nullable BigDecimal retentionRate,
            @Nullable BigDecimal aliveProbability,
            @Nullable BigDecimal expectedPurchases,
            List<Segments.Value> values) {
        static Group of(Segments.Group group, long all) {
            boolean empty = group.customers() == 0;
            return new Group(
                    group.segment().name().toLowerCase(Locale.ROOT),
                    group.customers(),
                    all == 0 ? null : rounded((double) group.customers() / all),
                    empty ? null : rounded(group.bookings()),
                    empty ? null : rounded(group.daysSinceLast()),
                    nullable(group.retention()),
                    nullable(group.alive()),
                    nullable(group.expectedPurchases()),
                    group.values());
        }
    }

    private static @Nullable BigDecimal nullable(@Nullable Double value) {
        return value == null ? null : rounded(value);
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP);
    }
}
