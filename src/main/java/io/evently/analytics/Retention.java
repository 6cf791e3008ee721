package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * How many customers came back. Purchases that were given back do not count.
 *
 * @param at when this was counted
 * @param cohorts one for each month, in their order
 */
@BusName("analytics-retention/1")
public record Retention(Instant at, List<Cohort> cohorts) implements BusMessage {
    public Retention {
        cohorts = List.copyOf(cohorts);
    }

    /**
     * Customers whose first purchase was in one month, UTC.
     *
     * @param customers how many they are
     * @param active how many of them bought something in that month, in the one after it and so on, up to the month of now; the first
     *     is all of them
     */
    public record Cohort(YearMonth month, long customers, List<Long> active) {
        public Cohort {
            active = List.copyOf(active);
        }
    }
}
