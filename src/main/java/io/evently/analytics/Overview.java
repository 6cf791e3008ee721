package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole installation in figures.
 *
 * @param events whatever their status
 * @param tallies everything that happened since the beginning
 * @param service what the nodes measured in the last 24 hours
 * @param activeUsers who used it signed in during the last 24 hours; null when that cannot be known
 */
@BusName("overview/1")
public record Overview(
        long events,
        List<Tally> tallies,
        ServiceFigures service,
        @Nullable Long activeUsers) implements BusMessage {
    public Overview {
        tallies = List.copyOf(tallies);
    }

    /** The sum of all tallies. */
    public Totals totals() {
        return Totals.of(tallies);
    }
}
