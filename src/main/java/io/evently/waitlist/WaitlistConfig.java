package io.evently.waitlist;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * How waitlists behave.
 *
 * @param offerWindows how long an offer lasts by the time that is left before the event, in any order; none: those of the
 *     profile
 * @param bypassLimit how often an entry is passed over because it does not fit, before seats are gathered for it
 * @param gatherBefore seats are gathered for an entry only while the event is further away than this
 * @param sweepInterval pause between two looks for lapsed offers, for free seats that somebody waits for, and for lists of
 *     events that are over
 * @param sweepBatch lapsed offers looked at, and entries closed, in one statement
 * @param joinBatch requests to join or leave in one statement, per shard and node
 * @param joinLimit requests to join or leave that may wait for one shard on one node; more are turned away at once
 * @param estimateLife how long what is known of an event is kept for estimates
 * @param estimatedEvents events of which it is kept, per shard and node
 */
public record WaitlistConfig(
        List<OfferWindow> offerWindows,
        int bypassLimit,
        Duration gatherBefore,
        Duration sweepInterval,
        int sweepBatch,
        int joinBatch,
        int joinLimit,
        Duration estimateLife,
        int estimatedEvents) {

    private static final List<OfferWindow> USUAL = List.of(
            new OfferWindow(Duration.ofHours(96), Duration.ofHours(12)),
            new OfferWindow(Duration.ofHours(24), Duration.ofHours(4)),
            new OfferWindow(Duration.ofHours(6), Duration.ofHours(2)),
            new OfferWindow(Duration.ofMinutes(30), Duration.ofMinutes(45)));
    private static final List<OfferWindow> DEMONSTRATION =
            List.of(new OfferWindow(Duration.ofMinutes(30), Duration.ofMinutes(15)));

    /**
     * An offer that is made more than {@code before} ahead of the event lasts {@code lasts}; the longest {@code before}
     * that still fits counts. When none fits, nothing is offered and free seats are for everybody.
     */
    public record OfferWindow(Duration before, Duration lasts) {
        public OfferWindow {
            requireNonNull(before, "waitlist.offerWindows[].before");
            positive("waitlist.offerWindows[].lasts", lasts);
            if (before.isNegative()) {
                throw new IllegalArgumentException("waitlist.offerWindows[].before must be >= 0, was " + before);
            }
        }
    }

    public WaitlistConfig {
        offerWindows = offerWindows.stream()
                .sorted(Comparator.comparing(OfferWindow::before).reversed())
                .toList();
        if (bypassLimit < 0) {
            throw new IllegalArgumentException("waitlist.bypassLimit must be >= 0, was " + bypassLimit);
        }
        requireNonNull(gatherBefore, "waitlist.gatherBefore");
        positive("waitlist.sweepInterval", sweepInterval);
        positive("waitlist.sweepBatch", sweepBatch);
        positive("waitlist.joinBatch", joinBatch);
        positive("waitlist.joinLimit", joinLimit);
        positive("waitlist.estimateLife", estimateLife);
        positive("waitlist.estimatedEvents", estimatedEvents);
    }

    /** The same with the windows of a profile where none are set: a quarter of an hour in a demonstration. */
    public WaitlistConfig withWindows(boolean demonstration) {
        return new WaitlistConfig(
                offerWindows.isEmpty() ? demonstration ? DEMONSTRATION : USUAL : offerWindows,
                bypassLimit,
                gatherBefore,
                sweepInterval,
                sweepBatch,
                joinBatch,
                joinLimit,
                estimateLife,
                estimatedEvents);
    }

    private static void positive(String key, Duration value) {
        requireNonNull(value, key);
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(key + " must be >= 1 ms, was " + value);
        }
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be >= 1, was " + value);
        }
    }
}
