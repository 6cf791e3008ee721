package io.evently;

import io.evently.api.Insiders;
import io.evently.api.SystemRoutes;
import io.evently.http.Routes;
import io.evently.invariants.EventBooks;
import io.evently.invariants.EventBooksVerticle;
import io.evently.invariants.InvariantsConfig;
import io.evently.notification.NotificationClient;
import io.vertx.core.VerticleBase;
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
    public List<VerticleBase> verticles() {
        InvariantsConfig invariants = foundation.config().invariants();
        return List.of(
                new NodeFigures(
                        health,
                        new NotificationClient(foundation.shardedBus()),
                        foundation.databases().shards(),
                        foundation.registry(),
                        ProgramVersion.text()),
                new EventBooksVerticle(
                        foundation.shards().stream()
                                .map(shard -> new EventBooks(shard, invariants))
                                .toList(),
                        invariants,
                        foundation.spare(),
                        foundation.registry()));
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        return List.of(routes(foundation.config().demo() ? Insiders.EVERYBODY : Insiders.ADMINS_AND_LOOPBACK));
    }

    /** What the port for management serves. */
    Function<Vertx, Routes> managementRoutes() {
        return routes(Insiders.EVERYBODY);
    }

    private Function<Vertx, Routes> routes(Insiders insiders) {
        return vertx -> new SystemRoutes(vertx, health, foundation.meters()::scrape, insiders, foundation.clock());
    }
}
