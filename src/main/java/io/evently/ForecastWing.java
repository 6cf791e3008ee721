package io.evently;

import io.evently.analytics.AnalyticsClient;
import io.evently.api.analytics.PredictiveRoutes;
import io.evently.bus.BusMessage;
import io.evently.forecast.ForecastClient;
import io.evently.forecast.ForecastEndpoints;
import io.evently.forecast.service.ForecastVerticle;
import io.evently.http.Routes;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** What is to be expected. */
final class ForecastWing implements Wing {
    private final Foundation foundation;

    ForecastWing(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return ForecastEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(new ForecastVerticle(
                foundation.config().forecast(),
                foundation.bus(),
                foundation.databases().shards(),
                foundation.clocks(),
                new AnalyticsClient(foundation.bus()),
                foundation.spare()));
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        ForecastClient forecasts = new ForecastClient(foundation.bus());
        return List.of(vertx -> new PredictiveRoutes(forecasts));
    }
}
