package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/**
 * One page of a list.
 *
 * @param total events that the filter lets through, on all pages
 */
@BusName("event-page/1")
public record EventPage(List<Event> events, long total) implements BusMessage {
    public EventPage {
        events = List.copyOf(events);
    }
}
