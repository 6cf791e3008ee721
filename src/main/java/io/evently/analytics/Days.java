package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.LocalDate;
import java.util.List;

/**
 * What happened day by day.
 *
 * @param days in their order, those without anything left out
 */
@BusName("analytics-days/1")
public record Days(List<Day> days) implements BusMessage {
    public Days {
        days = List.copyOf(days);
    }

    /** What happened on one day, UTC. */
    public record Day(LocalDate day, List<Tally> tallies) {
        public Day {
            tallies = List.copyOf(tallies);
        }

        /** The sum of all tallies. */
        public Totals totals() {
            return Totals.of(tallies);
        }
    }
}
