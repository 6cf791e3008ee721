package io.evently.waitlist;

import io.evently.config.Range;
import io.evently.waitlist.policy.HeadStarts;
import io.evently.waitlist.policy.OfferPolicy;
import io.evently.waitlist.policy.OfferWindow;
import java.time.Duration;
import java.util.List;

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
 * @param joinBatch requests to join in one statement, per shard and node
 * @param joinLimit requests to join that may wait for one shard on one node; more are turned away at once
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

    private static final List<OfferWindow> DEMONSTRATION =
            List.of(new OfferWindow(Duration.ofMinutes(30), Duration.ofMinutes(15)));

    public WaitlistConfig {
        offerWindows = offerWindows.isEmpty()
                ? List.of()
                : new OfferPolicy(offerWindows, bypassLimit, gatherBefore, HeadStarts.USUAL).windows();
        Range.positive("waitlist.sweepInterval", sweepInterval);
        Range.positive("waitlist.sweepBatch", sweepBatch);
        Range.positive("waitlist.joinBatch", joinBatch);
        Range.positive("waitlist.joinLimit", joinLimit);
        Range.positive("waitlist.estimateLife", estimateLife);
        Range.positive("waitlist.estimatedEvents", estimatedEvents);
    }

    /** The same with the windows of a profile where none are set: a quarter of an hour in a demonstration. */
    public WaitlistConfig withWindows(boolean demonstration) {
        return new WaitlistConfig(
                offerWindows.isEmpty() ? demonstration ? DEMONSTRATION : OfferPolicy.USUAL.windows() : offerWindows,
                bypassLimit,
                gatherBefore,
                sweepInterval,
                sweepBatch,
                joinBatch,
                joinLimit,
                estimateLife,
                estimatedEvents);
    }

    /** The rules of offers; windows must be set, or be those of a profile. */
    public OfferPolicy policy() {
        return new OfferPolicy(offerWindows, bypassLimit, gatherBefore, HeadStarts.USUAL);
    }
}
