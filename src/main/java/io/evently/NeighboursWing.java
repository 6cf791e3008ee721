package io.evently;

import io.evently.bus.BusMessage;
import io.evently.bus.Neighbours;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Makes the nodes of an installation known to each other. Before anybody asks another node. */
final class NeighboursWing implements Wing {
    private final Foundation foundation;

    NeighboursWing(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return Neighbours.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(new Greeter(foundation));
    }

    /** Greets while it is deployed. */
    private static final class Greeter extends VerticleBase {
        private final Foundation foundation;

        private Greeter(Foundation foundation) {
            this.foundation = foundation;
        }

        @Override
        public Future<?> start() {
            return foundation.neighbours().start(vertx, foundation.bus());
        }
    }
}
