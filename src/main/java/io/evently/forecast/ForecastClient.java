package io.evently.forecast;

import io.evently.bus.TypedBus;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Asks this node's forecasts. Safe for all threads. */
public final class ForecastClient {
    private final TypedBus bus;

    public ForecastClient(TypedBus bus) {
        this.bus = bus;
    }

    /** Everything, and some of the events on sale, the soonest first; as of the last time that all were forecast. */
    public Future<Predictions> predictions(int limit, int offset) {
        return bus.ask(ForecastEndpoints.ALL, new ReadPredictions(limit, offset));
    }

    /** Like {@link #predictions}, from the first event on, but empty while this node has not forecast anything yet. */
    public Future<Optional<Predictions>> latest(int limit) {
        return bus.ask(ForecastEndpoints.LATEST, new ReadLatestPredictions(limit))
                .map(PredictionsLookup::found);
    }

    /** One event as it stands now; empty when there is no such event. */
    public Future<Optional<EventPrediction>> event(UUID eventId) {
        return bus.ask(ForecastEndpoints.EVENT, new ReadEventPrediction(eventId))
                .map(EventPredictionLookup::found);
    }
}
