package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** The most wanted events, the most wanted first. */
@BusName("popular-page/1")
public record PopularPage(List<PopularEvent> events) implements BusMessage {
    public PopularPage {
        events = List.copyOf(events);
    }
}
