package io.evently.api.analytics;

import io.evently.analytics.AnalyticsClient;
import io.evently.analytics.Days;
import io.evently.analytics.Funnel;
import io.evently.analytics.Overview;
import io.evently.analytics.Realtime;
import io.evently.analytics.WaitlistConversion;
import io.evently.bus.TypedBus;
import io.evently.catalog.ListPopular;
import io.evently.catalog.PopularPage;
import io.evently.forecast.ForecastClient;
import io.evently.forecast.Predictions;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.http.ServerSentEvents;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.evently.catalog.CatalogEndpoints.POPULAR_EVENTS;

/** {@code /analytics}: figures for administrators. */
public final class AnalyticsRoutes implements Routes {
    private static final int USUAL_DAYS = 30;
    private static final int DASHBOARD_MINUTES = 60;
    private static final int TOP_EVENTS = 5;

    private final TypedBus bus;
    private final AnalyticsClient analytics;
    private final ForecastClient forecasts;
    private final AnalyticsStreams streams;
    private final Clock clock;

    /**
     * Routes that ask this node.
     *
     * @param streams of the same event loop
     * @param clock says which day it is
     */
    public AnalyticsRoutes(
            TypedBus bus, AnalyticsClient analytics, ForecastClient forecasts, AnalyticsStreams streams, Clock clock) {
        this.bus = bus;
        this.analytics = analytics;
        this.forecasts = forecasts;
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("getAnalytics", this::overall)
                .on("getEventAnalytics", this::event)
                .on("getAnalyticsDashboard", this::dashboard)
                .on("getRealtimeAnalytics", this::realtime)
                .on("getFunnelAnalytics", this::funnel)
                .on("getRetentionAnalytics", this::retention)
                .on("getSegmentAnalytics", this::segments)
                .on("getWaitlistAnalytics", this::waitlist)
                .on("rebuildAnalytics", this::rebuild);
    }

    private Future<Reply> overall(Call call) {
        return analytics.overview().map(overview -> data(AnalyticsBody.Overall.of(overview)));
    }

    private Future<Reply> event(Call call) {
        return analytics
                .event(call.pathId("eventId"))
                .map(lookup -> lookup.found()
                        .map(figures -> data(AnalyticsBody.OfEvent.of(figures, clock.instant())))
                        .orElseGet(() -> Reply.problem(Problem.notFound("Event not found"))));
    }

    private Future<Reply> dashboard(Call call) {
        DayRange days = DayRange.of(call, clock.instant(), USUAL_DAYS);
        Future<Overview> overview = analytics.overview();
        Future<Realtime> realtime = analytics.realtime(DASHBOARD_MINUTES);
        Future<Funnel> funnel = analytics.funnel(days.from(), days.to());
        Future<Days> sales = analytics.days(days.from(), days.to());
        Future<WaitlistConversion> waitlist = analytics.waitlist();
        Future<PopularPage> popular = bus.ask(POPULAR_EVENTS, new ListPopular(TOP_EVENTS));
        // A node that has just begun may have forecast nothing yet; everything else is known.
        Future<@Nullable Predictions> predictions =
                forecasts.predictions(TOP_EVENTS, 0).otherwiseEmpty();
        return Future.all(List.of(overview, realtime, funnel, sales, waitlist, popular, predictions))
                .map(all -> data(new AnalyticsBody.Dashboard(
                        AnalyticsBody.Headline.of(overview.result()),
                        AnalyticsBody.Performance.of(overview.result().service()),
                        AnalyticsBody.Live.of(realtime.result()),
                        ConversionBody.OfFunnel.of(
                                funnel.result(),
                                days.from().toString(),
                                days.to().toString()),
                        AnalyticsBody.OnDay.of(sales.result()),
                        ConversionBody.OfWaitlist.of(waitlist.result()),
                        popular.result().events().stream()
                                .map(AnalyticsBody.TopEvent::of)
                                .toList(),
                        predictions.result() == null ? null : PredictiveBody.All.of(predictions.result()))));
    }

    private Future<Reply> realtime(Call call) {
        int minutes = call.queryInt("minutes");
        boolean listens = call.header("Accept")
                .filter(accept -> accept.contains(ServerSentEvents.CONTENT_TYPE))
                .isPresent();
        return listens
                ? Future.succeededFuture(streams.open(call, minutes))
                : analytics.realtime(minutes).map(realtime -> data(AnalyticsBody.Live.of(realtime)));
    }

    private Future<Reply> funnel(Call call) {
        DayRange days = DayRange.of(call, clock.instant(), USUAL_DAYS);
        return analytics
                .funnel(days.from(), days.to())
                .map(funnel -> data(ConversionBody.OfFunnel.of(
                        funnel, days.from().toString(), days.to().toString())));
    }

    private Future<Reply> retention(Call call) {
        return analytics
                .retention(call.queryInt("months"))
                .map(retention -> data(ConversionBody.OfRetention.of(retention)));
    }

    private Future<Reply> segments(Call call) {
        return analytics.segments().map(segments -> data(SegmentBody.of(segments)));
    }

    private Future<Reply> waitlist(Call call) {
        return analytics.waitlist().map(conversion -> data(ConversionBody.OfWaitlist.of(conversion)));
    }

    private Future<Reply> rebuild(Call call) {
        return analytics
                .rebuild()
                .map(done -> Reply.ok(Envelope.success()
                        .and("message", "All figures were made anew")
                        .and("shards", done.shards())));
    }

    private static Reply data(Object body) {
        return Reply.ok(Envelope.data(body));
    }
}
