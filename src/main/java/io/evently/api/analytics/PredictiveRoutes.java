package io.evently.api.analytics;

import io.evently.forecast.ForecastClient;
import io.evently.forecast.Predictions;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Page;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;

/** {@code /analytics/predictive}: what is to be expected, for administrators. */
public final class PredictiveRoutes implements Routes {
    private final ForecastClient forecasts;

    public PredictiveRoutes(ForecastClient forecasts) {
        this.forecasts = forecasts;
    }

    @Override
    public void bind(Operations operations) {
        operations.on("getPredictiveAnalytics", this::all).on("getEventPrediction", this::event);
    }

    private Future<Reply> all(Call call) {
        Page page = call.page();
        return forecasts.predictions(page.limit(), page.offset()).map(found -> listed(call, found));
    }

    private static Reply listed(Call call, Predictions found) {
        return Reply.ok(Envelope.data(PredictiveBody.All.of(found))
                        .and("count", found.events().size())
                        .and("total", found.total()))
                .links(call.links(found.total()));
    }

    private Future<Reply> event(Call call) {
        return forecasts
                .event(call.pathId("eventId"))
                .map(found -> found.map(event -> Reply.ok(Envelope.data(PredictiveBody.OfEvent.of(event))))
                        .orElseGet(() -> Reply.problem(Problem.notFound("Event not found"))));
    }
}
