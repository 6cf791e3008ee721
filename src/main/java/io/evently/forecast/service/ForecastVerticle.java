package io.evently.forecast.service;

import io.evently.analytics.AnalyticsClient;
import io.evently.bus.TypedBus;
import io.evently.forecast.ForecastConfig;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Rounds;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;

import static io.evently.forecast.ForecastEndpoints.ALL;
import static io.evently.forecast.ForecastEndpoints.EVENT;
import static io.evently.forecast.ForecastEndpoints.LATEST;

/** Answers {@link io.evently.forecast.ForecastEndpoints}, and forecasts everything anew now and then. One instance per node. */
public final class ForecastVerticle extends VerticleBase {
    private static final String WORKERS = "forecast";

    private final ForecastConfig config;
    private final TypedBus bus;
    private final Shards shards;
    private final ShardClocks clocks;
    private final AnalyticsClient analytics;
    private final BackgroundBudget budget;
    private WorkerExecutor workers;
    private Rounds rounds;

    /** @param analytics of this node */
    public ForecastVerticle(
            ForecastConfig config,
            TypedBus bus,
            Shards shards,
            ShardClocks clocks,
            AnalyticsClient analytics,
            BackgroundBudget budget) {
        this.config = config;
        this.bus = bus;
        this.shards = shards;
        this.clocks = clocks;
        this.analytics = analytics;
        this.budget = budget;
    }

    @Override
    public Future<?> start() {
        workers = vertx.createSharedWorkerExecutor(WORKERS, config.threads());
        Forecasts forecasts = new Forecasts(config, shards, clocks, analytics, workers);
        rounds = new Rounds(vertx, "Forecasting", config.interval(), Duration.ZERO, forecasts::next)
                .within(budget.bulk());
        rounds.start();
        rounds.ring();
        return Future.all(
                bus.answer(ALL, forecasts::page),
                bus.answer(LATEST, forecasts::latest),
                bus.answer(EVENT, forecasts::event));
    }

    @Override
    public Future<?> stop() {
        return rounds.stop().eventually(workers::close);
    }
}
