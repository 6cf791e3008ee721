package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of those who found too few seats.
 *
 * @param tallies everything that happened since the beginning
 * @param seatsReturned seats that came back while somebody waited
 */
@BusName("waitlist-conversion/1")
public record WaitlistConversion(List<Tally> tallies, long seatsReturned) implements BusMessage {
    public WaitlistConversion {
        tallies = List.copyOf(tallies);
    }

    /** The sum of all tallies. */
    public Totals totals() {
        return Totals.of(tallies);
    }

    /**
     * Joins for each request that found too few seats, at most 1; null when there was no such request. Requests, not people: who is
     * refused twice and joins counts as one in two.
     */
    public @Nullable Double joinRate() {
        return rate(totals().times(Happening.JOINED), totals().times(Happening.REFUSED));
    }

    /** Offers that were taken among those that have ended; null before the first. */
    public @Nullable Double acceptanceRate() {
        Totals totals = totals();
        long accepted = totals.times(Happening.ACCEPTED);
        return rate(accepted, accepted + totals.times(Happening.DECLINED) + totals.times(Happening.LAPSED));
    }

    /** Seats sold to those who waited among the seats that came back while somebody waited, at most 1; null when none did. */
    public @Nullable Double recaptureRate() {
        return rate(totals().seats(Happening.ACCEPTED), seatsReturned);
    }

    private static @Nullable Double rate(long part, long whole) {
        return whole == 0 ? null : Math.min(1, (double) part / whole);
    }
}
