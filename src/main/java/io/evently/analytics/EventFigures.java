package io.evently.analytics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one event.
 *
 * @param currency of its price now; earlier sales may have been in another
 * @param createdAt when it was put on sale
 * @param views of its page that are still counted, those of the last days
 * @param peakHour when the hour began in which most bookings were confirmed, the first of several; null before the first
 * @param bookedLately bookings that were confirmed within the hours of {@link #VELOCITY_HOURS}
 * @param tallies everything that happened to it
 */
public record EventFigures(
        UUID eventId,
        int capacity,
        int seatsSold,
        int seatsHeld,
        int waiting,
        String currency,
        Instant createdAt,
        long views,
        @Nullable Instant peakHour,
        long bookedLately,
        List<Tally> tallies) {
    /** Velocity looks at the hour of now and as many before it as make these together. */
    public static final int VELOCITY_HOURS = 24;

    public EventFigures {
        tallies = List.copyOf(tallies);
    }

    /** The sum of all tallies. */
    public Totals totals() {
        return Totals.of(tallies);
    }
}
