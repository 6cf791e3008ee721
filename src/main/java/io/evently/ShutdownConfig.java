package io.evently;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How a node leaves.
 *
 * @param drainDelay how long the node says that it is not ready before it stops taking requests, so that load balancers
 *     notice
 * @param patience how long what is under way may take before the node leaves all the same
 */
public record ShutdownConfig(Duration drainDelay, Duration patience) {
    /** For connections, the cluster and embedded servers, when nothing is left of the patience. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    public ShutdownConfig {
        Range.notNegative("shutdown.drainDelay", drainDelay);
        Range.positive("shutdown.patience", patience);
    }

    /** After this a node is gone, whatever hangs. */
    Duration longest() {
        return drainDelay.plus(patience).plus(FAREWELL);
    }
}
