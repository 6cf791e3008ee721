package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Asks for one page of events.
 *
 * @param limit events in the page, 1–{@value #MAX_LIMIT}
 * @param offset events before the page, 0–{@value #MAX_OFFSET}
 */
@BusName("list-events/1")
public record ListEvents(EventFilter filter, EventSort sort, int limit, int offset) implements BusMessage {
    public static final int MAX_LIMIT = 100;
    public static final int MAX_OFFSET = 10_000;

    public ListEvents {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1-" + MAX_LIMIT + ", was " + limit);
        }
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("offset must be 0-" + MAX_OFFSET + ", was " + offset);
        }
    }

    /** How many events, from the first, decide what is in the page. */
    int depth() {
        return offset + limit;
    }
}
