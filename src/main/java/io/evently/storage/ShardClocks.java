package io.evently.storage;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/**
 * The {@link ShardClock} of every shard, for whoever writes down or compares times on several of them. Until the
 * {@link ShardClocksVerticle} is deployed each says what this node's clock says. Safe to read from any thread.
 */
public final class ShardClocks {
    private final Clock node;
    private final List<ShardClock> clocks;

    /** @param node the clock of this node */
    public ShardClocks(Shards shards, Clock node) {
        this(shards, node, InstantSource.system());
    }

    /** @param machine what the clock of this machine says, which is compared with the databases' */
    public ShardClocks(Shards shards, Clock node, InstantSource machine) {
        this.node = node;
        this.clocks = shards.all().stream()
                .map(shard -> new ShardClock(shard, node, machine))
                .toList();
    }

    /** The clock of this node, for what no other node ever compares. */
    public Clock node() {
        return node;
    }

    /** The time of a shard. */
    public Clock of(Shard shard) {
        return clocks.get(shard.number());
    }

    List<ShardClock> all() {
        return clocks;
    }
}
