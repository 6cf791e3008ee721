package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From looking around to a booking that was kept.
 *
 * @param tallies everything that happened on these days
 * @param listed lists of events that were answered
 * @param viewed events that were answered by their id
 * @param visitors by stage: how many different visitors each day had, added up over the days; null when that cannot be known
 */
@BusName("analytics-funnel/1")
public record Funnel(
        List<Tally> tallies,
        long listed,
        long viewed,
        @Nullable Map<VisitorStage, Long> visitors) implements BusMessage {
    public Funnel {
        tallies = List.copyOf(tallies);
        visitors = visitors == null ? null : Map.copyOf(visitors);
    }

    /** The sum of all tallies. */
    public Totals totals() {
        return Totals.of(tallies);
    }

    /** Different visitors of a stage; null when that cannot be known. */
    public @Nullable Long visitors(VisitorStage stage) {
        return visitors == null ? null : visitors.getOrDefault(stage, 0L);
    }
}
