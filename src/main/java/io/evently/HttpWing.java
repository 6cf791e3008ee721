package io.evently;

import io.evently.account.TokenVerifier;
import io.evently.http.Routes;
import io.evently.http.server.HttpConfig;
import io.evently.http.server.HttpVerticle;
import io.evently.http.server.SocketSettings;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** The HTTP edge, with the routes of all wings. The last to come and the first to go. */
final class HttpWing implements Wing {
    private final Foundation foundation;
    private final List<Wing> wings;
    private final TokenVerifier verifier;
    private final SocketSettings sockets;

    HttpWing(Foundation foundation, List<Wing> wings, TokenVerifier verifier, SocketSettings sockets) {
        this.foundation = foundation;
        this.wings = List.copyOf(wings);
        this.verifier = verifier;
        this.sockets = sockets;
    }

    @Override
    public List<VerticleBase> verticles() {
        HttpConfig config = foundation.config().http();
        List<Function<Vertx, Routes>> routes =
                wings.stream().flatMap(wing -> wing.routes().stream()).toList();
        return Stream.<VerticleBase>generate(() -> new HttpVerticle(
                        config,
                        verifier,
                        foundation.registry(),
                        foundation.clock(),
                        new SplittableRandom(),
                        routes,
                        sockets))
                .limit(config.instances())
                .toList();
    }
}
