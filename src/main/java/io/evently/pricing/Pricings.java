package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** How events are priced: those of the question that exist, in no particular order. */
@BusName("pricings/1")
public record Pricings(List<EventPricing> events) implements BusMessage {
    public Pricings {
        events = List.copyOf(events);
    }
}
