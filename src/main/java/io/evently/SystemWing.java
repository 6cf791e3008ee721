package io.evently;

import io.evently.api.SystemRoutes;
import io.evently.http.Routes;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** What a node says of itself: health, meters, the documents of its API. */
final class SystemWing implements Wing {
    private final Foundation foundation;
    private final NodeHealth health;

    SystemWing(Foundation foundation, NodeHealth health) {
        this.foundation = foundation;
        this.health = health;
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        return List.of(vertx -> new SystemRoutes(vertx, health, foundation.meters()::scrape, foundation.clock()));
    }
}
