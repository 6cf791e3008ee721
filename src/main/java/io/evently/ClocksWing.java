package io.evently;

import io.evently.storage.ShardClocksVerticle;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Keeps the clocks of the shards right. Before anybody ends something by them. */
final class ClocksWing implements Wing {
    private final Foundation foundation;

    ClocksWing(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(new ShardClocksVerticle(foundation.clocks()));
    }
}
