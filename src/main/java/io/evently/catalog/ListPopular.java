package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Asks for the most wanted events that are on sale.
 *
 * @param limit 1–{@value #MAX_LIMIT}
 */
@BusName("list-popular/1")
public record ListPopular(int limit) implements BusMessage {
    public static final int MAX_LIMIT = 100;

    public ListPopular {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1-" + MAX_LIMIT + ", was " + limit);
        }
    }
}
