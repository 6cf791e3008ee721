package io.evently.onsale;

import java.util.List;
import java.util.UUID;

/** Those who want seats, and what they go for. */
record Stage(List<Buyer> buyers, List<UUID> eventIds) {
    Stage {
        buyers = List.copyOf(buyers);
        eventIds = List.copyOf(eventIds);
    }
}
