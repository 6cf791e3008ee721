package io.evently.onsale;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which node a connection turns to. Each has its own, as behind a load balancer; while that one cannot be reached, the
 * next. On one event loop.
 */
final class Nodes {
    private static final long AWAY_NANOS = Duration.ofMillis(500).toNanos();
    /** After so long without any node, nobody believes in one any more. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();

    private final List<NodeClient> nodes;
    private final long[] awayUntil;
    private final LongSupplier nanoTime;
    private long lastReached;

    Nodes(List<NodeClient> nodes, LongSupplier nanoTime) {
        this.nodes = List.copyOf(nodes);
        this.nanoTime = nanoTime;
        this.lastReached = nanoTime.getAsLong();
        this.awayUntil = new long[nodes.size()];
        Arrays.fill(awayUntil, lastReached);
    }

    /** The node of a connection, or another that can be reached; empty when none can at the moment. */
    Optional<NodeClient> of(int connection) {
        long now = nanoTime.getAsLong();
        for (int i = 0; i < nodes.size(); i++) {
            int candidate = (connection + i) % nodes.size();
            if (now - awayUntil[candidate] >= 0) {
                return Optional.of(nodes.get(candidate));
            }
        }
        return Optional.empty();
    }

    void reached() {
        lastReached = nanoTime.getAsLong();
    }

    void away(NodeClient node) {
        awayUntil[nodes.indexOf(node)] = nanoTime.getAsLong() + AWAY_NANOS;
    }

    boolean givenUp() {
        return nanoTime.getAsLong() - lastReached > PATIENCE_NANOS;
    }
}
