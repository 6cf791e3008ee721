package io.evently;

import io.evently.account.TokenVerifier;
import io.evently.http.Routes;
import io.evently.http.server.HttpConfig;
import io.evently.http.server.HttpVerticle;
import io.evently.http.server.Peers;
import io.evently.http.server.SocketSettings;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The HTTP edge, with the routes of all wings. The last to come and the first to go. */
final class HttpWing implements Wing {
    private final Foundation foundation;
    private final List<Wing> wings;
    private final UnaryOperator<Routes> audited;
    private final TokenVerifier verifier;
    private final SocketSettings sockets;
    private final Function<Vertx, Routes> managementRoutes;

    /** @param audited has the operations of routes written down */
    HttpWing(
            Foundation foundation,
            List<Wing> wings,
            UnaryOperator<Routes> audited,
            TokenVerifier verifier,
            SocketSettings sockets,
            Function<Vertx, Routes> managementRoutes) {
        this.foundation = foundation;
        this.wings = List.copyOf(wings);
        this.audited = audited;
        this.verifier = verifier;
        this.sockets = sockets;
        this.managementRoutes = managementRoutes;
    }

    @Override
    public List<VerticleBase> verticles() {
        HttpConfig config = foundation.config().http();
        List<Function<Vertx, Routes>> routes = wings.stream()
                .flatMap(wing -> wing.routes().stream())
                .map(made -> made.andThen(audited))
                .toList();
        HttpVerticle.Shared shared =
                new HttpVerticle.Shared(new Peers(config), foundation.foreground(), foundation.limits());
        Stream<VerticleBase> management = config.management().wanted().stream()
                .map(port -> HttpVerticle.ofManagement(
                        config,
                        verifier,
                        foundation.registry(),
                        foundation.clock(),
                        new SplittableRandom(),
                        managementRoutes));
        Stream<VerticleBase> edges = Stream.<VerticleBase>generate(() -> new HttpVerticle(
                        config,
                        verifier,
                        foundation.registry(),
                        foundation.clock(),
                        new SplittableRandom(),
                        routes,
                        sockets,
                        shared))
                .limit(config.instances());
        return Stream.concat(management, edges).toList();
    }
}
