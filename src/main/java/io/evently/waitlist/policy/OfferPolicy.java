package io.evently.waitlist.policy;

import io.evently.config.Range;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * Who is offered what, and for how long. The database decides by these rules (the nodes write them into
 * {@code waitlist_policy}) and estimates foresee by them, so both must mean the same, also at the edges: a time before the
 * event is inside a window, and seats are gathered, when there is more of it left than the rule says.
 *
 * @param windows how long an offer is open, by the time left to the event; the farthest from the event first; nearer to it
 *     than the last one, nothing is offered
 * @param bypassLimit how often an entry is passed over because it does not fit, before seats are gathered for it
 * @param gatherBefore seats are gathered only while the event is further away than this; then they go to whoever fits
 * @param headStarts by which tiers are served earlier
 */
public record OfferPolicy(List<OfferWindow> windows, int bypassLimit, Duration gatherBefore, HeadStarts headStarts) {

    /** That of an installation which configures nothing else. */
    public static final OfferPolicy USUAL = new OfferPolicy(
            List.of(
                    new OfferWindow(Duration.ofHours(96), Duration.ofHours(12)),
                    new OfferWindow(Duration.ofHours(24), Duration.ofHours(4)),
                    new OfferWindow(Duration.ofHours(6), Duration.ofHours(2)),
                    new OfferWindow(Duration.ofMinutes(30), Duration.ofMinutes(45))),
            3,
            Duration.ofDays(2),
            HeadStarts.USUAL);

    public OfferPolicy {
        windows = windows.stream()
                .sorted(Comparator.comparing(OfferWindow::before).reversed())
                .toList();
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("waitlist.offerWindows must have at least one");
        }
        for (int next = 1; next < windows.size(); next++) {
            if (windows.get(next).before().equals(windows.get(next - 1).before())) {
                throw new IllegalArgumentException("waitlist.offerWindows must differ in before, "
                        + windows.get(next).before() + " comes twice");
            }
        }
        Range.atLeast("waitlist.bypassLimit", 0, bypassLimit);
        requireNonNull(gatherBefore, "waitlist.gatherBefore");
    }

    /**
     * How long an offer made now is open; empty when it is too late for offers. Never beyond the start of the event.
     *
     * @param hoursToEvent negative when it has begun
     */
    public Optional<Duration> window(double hoursToEvent) {
        double open = openHours(hoursToEvent);
        return open == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(open * OfferWindow.MILLIS_PER_HOUR)));
    }

    /** The same in hours; 0 when it is too late for offers. */
    public double openHours(double hoursToEvent) {
        for (OfferWindow window : windows) {
            if (hoursToEvent > OfferWindow.hours(window.before())) {
                return Math.min(OfferWindow.hours(window.lasts()), hoursToEvent);
            }
        }
        return 0;
    }

    /** Hours to the event from which on nothing is offered any more. */
    public double lastOfferHours() {
        return OfferWindow.hours(windows.get(windows.size() - 1).before());
    }

    /** Hours to the event from which on no seats are gathered any more. */
    public double lastGatherHours() {
        return OfferWindow.hours(gatherBefore);
    }
}
