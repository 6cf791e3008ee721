package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;

/** Asks how events of one shard are priced, at most 100 of them. */
@BusName("read-pricing/1")
public record ReadPricing(List<UUID> eventIds) implements BusMessage {
    public ReadPricing {
        eventIds = List.copyOf(eventIds);
    }
}
