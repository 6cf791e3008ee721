package io.evently.waitlist.estimate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long an offer is open, by the time left to the event: the later, the shorter, so that a seat that comes back late
 * can still be offered to several.
 *
 * @param windows the farthest from the event first; nearer to it than the last one begins, nothing is offered
 */
public record OfferWindows(List<OfferWindow> windows) {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    public static final OfferWindows DEFAULT = new OfferWindows(List.of(
            new OfferWindow(Duration.ofHours(96), Duration.ofHours(12)),
            new OfferWindow(Duration.ofHours(24), Duration.ofHours(4)),
            new OfferWindow(Duration.ofHours(6), Duration.ofHours(2)),
            new OfferWindow(Duration.ofMinutes(30), Duration.ofMinutes(45))));

    public OfferWindows {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("waitlist.offerWindows must have at least one");
        }
        for (int next = 1; next < windows.size(); next++) {
            if (windows.get(next).before().compareTo(windows.get(next - 1).before()) >= 0) {
                throw new IllegalArgumentException("waitlist.offerWindows must come nearer to the event one by one, "
                        + windows.get(next).before() + " does not");
            }
        }
    }

    /**
     * How long an offer made now is open; empty when it is too late for offers. Never beyond the start of the event.
     *
     * @param hoursToEvent negative when it has begun
     */
    public Optional<Duration> window(double hoursToEvent) {
        double open = openHours(hoursToEvent);
        return open == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(open * MILLIS_PER_HOUR)));
    }

    /** Hours to the event from which on nothing is offered any more. */
    public double lastHours() {
        return hours(windows.get(windows.size() - 1).before());
    }

    /** The same in hours; 0 when it is too late for offers. */
    double openHours(double hoursToEvent) {
        for (OfferWindow window : windows) {
            if (hoursToEvent > 0 && hoursToEvent >= hours(window.before())) {
                return Math.min(hours(window.open()), hoursToEvent);
            }
        }
        return 0;
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / MILLIS_PER_HOUR;
    }
}
