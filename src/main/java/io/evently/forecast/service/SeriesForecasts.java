package io.evently.forecast.service;

import io.evently.forecast.Prediction;
import io.evently.forecast.model.CategoryPrior;
import io.evently.forecast.model.DailyOutlook.Sale;
import io.evently.forecast.model.EventForecast;
import io.evently.forecast.model.EventForecaster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Forecasts events by those of their series that are over. For one thread: makes one forecaster for each series and keeps it. */
final class SeriesForecasts {
    /** Until events are over an event is taken to sell so much of its seats. */
    private static final double USUAL_SHARE = 0.8;

    /** Events that this counts as. */
    private static final double USUAL_WEIGHT = 3;

    private final Map<String, List<Finished>> series;
    private final double share;
    private final Map<String, EventForecaster> forecasters = new HashMap<>();

    /** @param series events that are over, in the order of their starts */
    SeriesForecasts(Map<String, List<Finished>> series) {
        this.series = series;
        double sold = USUAL_WEIGHT * USUAL_SHARE;
        double events = USUAL_WEIGHT;
        for (List<Finished> of : series.values()) {
            for (Finished finished : of) {
                sold += Math.min(1, finished.event().profile().now() / finished.capacity());
                events++;
            }
        }
        this.share = sold / events;
    }

    /** What is to be expected of an event that is open. */
    Prediction predict(OnSale event) {
        return prediction(event, forecaster(event).forecast(event.forModels()));
    }

    /** The same, with what comes on each of the next days, none of which is after the start. */
    Forecasted forecast(OnSale event, int days) {
        EventForecaster forecaster = forecaster(event);
        EventForecast forecast = forecaster.forecast(event.forModels());
        List<Double> byDay =
                forecaster.byDay(event.forModels(), forecast, Math.min(days, (int) Math.ceil(event.daysBefore())));
        return new Forecasted(
                event, prediction(event, forecast), Sale.of(byDay, forecast, event.price(), event.currency()));
    }

    /** A forecast and what it says of the next days. */
    record Forecasted(OnSale event, Prediction prediction, Sale sale) {}

    private EventForecaster forecaster(OnSale event) {
        List<Finished> finished = series.getOrDefault(event.series(), List.of());
        return finished.isEmpty()
                ? new EventForecaster(CategoryPrior.cold(share * event.capacity()))
                : forecasters.computeIfAbsent(event.series(), name -> taught(finished));
    }

    private EventForecaster taught(List<Finished> finished) {
        double capacity =
                finished.stream().mapToInt(Finished::capacity).average().orElse(1);
        EventForecaster forecaster = new EventForecaster(CategoryPrior.cold(share * capacity));
        finished.forEach(one -> forecaster.add(one.event()));
        return forecaster;
    }

    private static Prediction prediction(OnSale event, EventForecast forecast) {
        return new Prediction(
                event.id(),
                event.name(),
                event.startsAt(),
                event.capacity(),
                event.booked(),
                forecast.expected(),
                forecast.low(),
                forecast.high(),
                forecast.sellOutProbability().orElse(0),
                forecast.sellOutAt().orElse(null),
                forecast.method());
    }
}
