package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What forecasts answer. */
public final class ForecastEndpoints {
    public static final Endpoint<ReadPredictions, Predictions> ALL =
            new Endpoint<>("forecast.all", ReadPredictions.class, Predictions.class);
    public static final Endpoint<ReadLatestPredictions, PredictionsLookup> LATEST =
            new Endpoint<>("forecast.latest", ReadLatestPredictions.class, PredictionsLookup.class);
    public static final Endpoint<ReadEventPrediction, EventPredictionLookup> EVENT =
            new Endpoint<>("forecast.event", ReadEventPrediction.class, EventPredictionLookup.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            ReadPredictions.class,
            Predictions.class,
            ReadLatestPredictions.class,
            PredictionsLookup.class,
            ReadEventPrediction.class,
            EventPredictionLookup.class);

    private ForecastEndpoints() {}
}
