package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events whose price can be thought about: on sale, not free, and not left to a person alone.
 *
 * @param total how many there are in all
 */
@BusName("priced-page/1")
public record PricedPage(List<Item> events, long total) implements BusMessage {
    public PricedPage {
        events = List.copyOf(events);
    }

    /** One of them. */
    public record Item(UUID eventId, Instant eventDate) {}
}
