package io.evently.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; all conditions hold together, a null asks for nothing.
 *
 * @param text is found anywhere in name, venue or description, without regard to case; it is no pattern
 * @param venue is the venue's whole name, without regard to case
 * @param from the earliest date, inclusive
 * @param to the latest date, exclusive
 * @param minPrice the lowest price, inclusive, whatever the currency
 * @param maxPrice the highest price, inclusive, whatever the currency
 * @param available true: only events that are on sale and have a seat left; false: only the others
 */
public record EventFilter(
        @Nullable EventStatus status,
        @Nullable String text,
        @Nullable String venue,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        @Nullable Boolean available) {

    /** Every event. */
    public static EventFilter all() {
        return of(null);
    }

    /** Every event of one status; null: every event. */
    static EventFilter of(@Nullable EventStatus status) {
        return new EventFilter(status, null, null, null, null, null, null, null);
    }
}
