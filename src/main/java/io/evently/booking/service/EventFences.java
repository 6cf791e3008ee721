package io.evently.booking.service;

import java.util.List;
import java.util.UUID;

/**
 * The events of a flush and, in the same order, the fences under which it may write them.
 *
 * @param patient whether to wait for events that somebody else has locked; else nothing is done for them
 */
record EventFences(List<UUID> eventIds, List<Long> eventFences, boolean patient) {
    EventFences {
        eventIds = List.copyOf(eventIds);
        eventFences = List.copyOf(eventFences);
    }

    UUID[] events() {
        return eventIds.toArray(UUID[]::new);
    }

    Long[] fences() {
        return eventFences.toArray(Long[]::new);
    }
}
