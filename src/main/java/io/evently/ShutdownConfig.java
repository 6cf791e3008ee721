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
    public ShutdownConfig {
        Range.notNegative("shutdown.drainDelay", drainDelay);
        Range.positive("shutdown.patience", patience);
    }
}
