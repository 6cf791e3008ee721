package io.evently;

import io.evently.account.TokenVerifier;
import io.evently.analytics.AnalyticsClient;
import io.evently.analytics.AnalyticsEndpoints;
import io.evently.analytics.Visitors;
import io.evently.analytics.service.AnalyticsVerticle;
import io.evently.analytics.service.RollupListener;
import io.evently.api.analytics.AnalyticsRoutes;
import io.evently.api.analytics.AnalyticsStreams;
import io.evently.api.analytics.ExportRoutes;
import io.evently.bus.BusMessage;
import io.evently.forecast.ForecastClient;
import io.evently.http.Routes;
import io.evently.outbox.FactListener;
import io.evently.storage.Shard;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** What happened, in figures. */
final class AnalyticsWing implements Wing {
    private final Foundation foundation;
    private final Visitors visitors;
    private final TokenVerifier verifier;

    /**
     * @param visitors counted by the routes of others
     * @param verifier tells when the token of whoever listens has ended
     */
    AnalyticsWing(Foundation foundation, Visitors visitors, TokenVerifier verifier) {
        this.foundation = foundation;
        this.visitors = visitors;
        this.verifier = verifier;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return AnalyticsEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(new AnalyticsVerticle(
                foundation.bus(),
                foundation.databases().shards(),
                foundation.databases().accounts(),
                foundation.clocks(),
                visitors,
                foundation.spare(),
                foundation.registry()));
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        AnalyticsClient analytics = new AnalyticsClient(foundation.bus());
        AnalyticsStreams.Limit limit =
                new AnalyticsStreams.Limit(foundation.config().analytics().streams());
        return List.of(
                vertx -> new AnalyticsRoutes(
                        foundation.bus(),
                        analytics,
                        new ForecastClient(foundation.bus()),
                        new AnalyticsStreams(
                                vertx,
                                analytics,
                                verifier,
                                limit,
                                foundation.config().analytics().sample()),
                        foundation.clock()),
                vertx -> new ExportRoutes(
                        analytics, foundation.databases().shards().count(), foundation.clock()));
    }

    @Override
    public List<FactListener> listeners(Shard shard) {
        return List.of(new RollupListener());
    }
}
