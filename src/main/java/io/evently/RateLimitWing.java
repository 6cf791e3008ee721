package io.evently;

import io.evently.api.analytics.RateLimitRoutes;
import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.evently.ratelimit.RateEndpoints;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** How often clients asked, told to the other nodes and to administrators. */
final class RateLimitWing implements Wing {
    private final Foundation foundation;

    RateLimitWing(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return RateEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(new Counted(foundation));
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        return List.of(
                vertx -> new RateLimitRoutes(foundation.bus(), foundation.neighbours()::names, foundation.clock()));
    }

    /** Answers the nodes while it is deployed. */
    private static final class Counted extends VerticleBase {
        private final Foundation foundation;

        private Counted(Foundation foundation) {
            this.foundation = foundation;
        }

        @Override
        public Future<?> start() {
            return foundation
                    .bus()
                    .answerFar(
                            RateEndpoints.RATES.on(foundation.cluster().nodeName()),
                            question ->
                                    Future.succeededFuture(foundation.limits().lastMinute(question.clients())));
        }
    }
}
