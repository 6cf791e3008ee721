package io.evently;

import io.evently.outbox.FactListener;
import io.evently.outbox.OutboxVerticle;
import io.evently.storage.Shard;
import io.vertx.core.VerticleBase;
import java.util.List;

/** The outbox of each shard, with the listeners of all wings. */
final class OutboxWing implements Wing {
    private final Foundation foundation;
    private final List<Wing> wings;

    OutboxWing(Foundation foundation, List<Wing> wings) {
        this.foundation = foundation;
        this.wings = List.copyOf(wings);
    }

    @Override
    public List<VerticleBase> verticles() {
        return foundation.shards().stream().map(this::outbox).toList();
    }

    private VerticleBase outbox(Shard shard) {
        List<FactListener> listeners =
                wings.stream().flatMap(wing -> wing.listeners(shard).stream()).toList();
        return new OutboxVerticle(
                foundation.config().outbox(),
                shard,
                listeners,
                foundation.spare(),
                foundation.registry(),
                foundation.clocks().of(shard));
    }
}
