package io.evently.pricing;

import java.util.List;

/**
 * A page of what is recommended, the soonest event first.
 *
 * @param total events there are in all
 */
public record Recommendations(List<EventPricing> events, long total) {
    public Recommendations {
        events = List.copyOf(events);
    }
}
