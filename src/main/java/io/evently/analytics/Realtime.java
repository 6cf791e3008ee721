package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.List;

/**
 * The last minutes.
 *
 * @param at when this was read
 * @param minutes in their order, each of them there; the last one is not over
 */
@BusName("analytics-realtime/1")
public record Realtime(Instant at, List<Minute> minutes) implements BusMessage {
    public Realtime {
        minutes = List.copyOf(minutes);
    }

    /**
     * One minute.
     *
     * @param begins when it begins
     * @param service what the nodes measured
     * @param tallies what happened
     */
    public record Minute(Instant begins, ServiceFigures service, List<Tally> tallies) {
        public Minute {
            tallies = List.copyOf(tallies);
        }

        /** The sum of all tallies. */
        public Totals totals() {
            return Totals.of(tallies);
        }
    }
}
