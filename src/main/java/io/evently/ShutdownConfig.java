package io.evently;

import java.time.Duration;

/**
 * How a node leaves.
 *
 * @param drainDelay how long the node says that it is not ready before it stops taking requests, so that load balancers
 *     notice
 * @param patience how long what is under way may take before the node leaves all the same
 */
public record ShutdownConfig(Duration drainDelay, Duration patience) {
    public ShutdownConfig {
        if (drainDelay == null || drainDelay.isNegative()) {
            throw new IllegalArgumentException("shutdown.drainDelay must not be negative, was " + drainDelay);
        }
        if (patience == null || patience.toMillis() < 1) {
            throw new IllegalArgumentException("shutdown.patience must be >= 1 ms, was " + patience);
        }
    }
}
