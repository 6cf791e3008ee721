package io.evently.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Views not yet written down, of a bounded number of events. For one event loop only. */
final class ViewCounter {
    private final int maxEvents;
    private Map<UUID, Integer> views = new HashMap<>();

    ViewCounter(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** Counts views of one event; forgets them when too many other events are being viewed. */
    void count(UUID eventId, int more) {
        if (views.size() < maxEvents || views.containsKey(eventId)) {
            views.merge(eventId, more, Integer::sum);
        }
    }

    /** Everything counted since the last time. */
    Map<UUID, Integer> take() {
        Map<UUID, Integer> taken = views;
        views = new HashMap<>();
        return taken;
    }
}
