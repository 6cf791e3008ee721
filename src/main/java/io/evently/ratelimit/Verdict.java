package io.evently.ratelimit;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a request. One that is refused has used up nothing.
 *
 * @param waitMillis milliseconds until it is worth asking again; 0 for one that may pass
 * @param standings one for each quota that it counts for; empty for one that is not counted
 */
public record Verdict(long waitMillis, List<Standing> standings) {
    /** Of a request that is not counted. */
    public static final Verdict FREE = new Verdict(0, List.of());

    private static final long MILLIS = 1_000;

    public Verdict {
        standings = List.copyOf(standings);
    }

    public boolean granted() {
        return waitMillis == 0;
    }

    /** Whole seconds to wait, rounded up, at least 1. */
    public long retryAfterSeconds() {
        return Math.max(1, (waitMillis + MILLIS - 1) / MILLIS);
    }

    /**
     * The quota of which the smallest share is left to this client; of several, the one that takes longest to have more. That of everybody
     * counts only when nothing is left of it.
     */
    public Optional<Standing> nearest() {
        Standing nearest = null;
        for (Standing standing : standings) {
            boolean counts = standing.own() || standing.remaining() == 0;
            boolean nearer = nearest == null
                    || standing.share() < nearest.share()
                    || (standing.share() == nearest.share() && standing.resetMillis() > nearest.resetMillis());
            if (counts && nearer) {
                nearest = standing;
            }
        }
        return Optional.ofNullable(nearest);
    }
}
