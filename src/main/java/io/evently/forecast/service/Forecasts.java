package io.evently.forecast.service;

import io.evently.analytics.AnalyticsClient;
import io.evently.analytics.Days;
import io.evently.analytics.Sales;
import io.evently.forecast.EventPrediction;
import io.evently.forecast.EventPredictionLookup;
import io.evently.forecast.ForecastConfig;
import io.evently.forecast.HorizonAccuracy;
import io.evently.forecast.Horizons;
import io.evently.forecast.Prediction;
import io.evently.forecast.Predictions;
import io.evently.forecast.PredictionsLookup;
import io.evently.forecast.ReadEventPrediction;
import io.evently.forecast.ReadLatestPredictions;
import io.evently.forecast.ReadPredictions;
import io.evently.forecast.StoredForecast;
import io.evently.forecast.model.WeekdaySmoothing;
import io.evently.forecast.service.ForecastRepository.Due;
import io.evently.forecast.service.ProfileRepository.Over;
import io.evently.forecast.service.ProfileRepository.Position;
import io.evently.schedule.Next;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** Forecasts everything now and then, and one event when asked. For one event loop; the arithmetic is done by workers. */
final class Forecasts {
    /** Events in one statement. */
    private static final int BATCH = 500;
    /** Events that are over, of all series together. */
    private static final int MOST_FINISHED = 10_000;

    private static final Duration LEARNT_FROM = Duration.ofDays(3 * 365);
    /** Events may be completed in another order than that in which they began. */
    private static final Duration LOOKED_AT_AGAIN = Duration.ofDays(1);

    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration UNKNOWN_KEPT = Duration.ofDays(30);
    private static final int USUAL_DAYS = 56;
    private static final UUID FIRST = new UUID(0, 0);

    private final ForecastConfig config;
    private final Shards shards;
    private final ShardClocks clocks;
    private final AnalyticsClient analytics;
    private final WorkerExecutor workers;
    private final ProfileRepository profiles = new ProfileRepository();
    private final ForecastRepository repository = new ForecastRepository();
    private final History history = new History(MOST_FINISHED);
    private final Map<Integer, Position> read = new HashMap<>();
    private final Promise<Picture> first = Promise.promise();
    private @Nullable Picture latest;

    Forecasts(
            ForecastConfig config,
            Shards shards,
            ShardClocks clocks,
            AnalyticsClient analytics,
            WorkerExecutor workers) {
        this.config = config;
        this.shards = shards;
        this.clocks = clocks;
        this.analytics = analytics;
        this.workers = workers;
    }

    /** The latest picture, or the first one when it is there. */
    Future<Predictions> page(ReadPredictions wish) {
        return picture().map(picture -> picture.page(wish.limit(), wish.offset()));
    }

    /** The latest picture when there is one. */
    Future<PredictionsLookup> latest(ReadLatestPredictions wish) {
        return Future.succeededFuture(new PredictionsLookup(latest == null ? null : latest.page(wish.limit(), 0)));
    }

    /** One event as it stands. */
    Future<EventPredictionLookup> event(ReadEventPrediction wish) {
        return shards.of(wish.eventId())
                .map(shard -> profiles.event(shard.pool(), wish.eventId(), now(shard))
                        .compose(found -> found.map(event -> event(shard, event))
                                .orElseGet(() -> Future.succeededFuture(new EventPredictionLookup(null)))))
                .orElseGet(() -> Future.succeededFuture(new EventPredictionLookup(null)));
    }

    /** A piece of the next picture: some more events that are over, or, when these are known, all the rest. */
    Future<Next> next() {
        return shards.ask(this::learn)
                .compose(more -> more.contains(true) ? Future.succeededFuture(Next.MORE) : paint().map(Next.NOTHING));
    }

    private Future<Picture> picture() {
        return latest == null ? first.future() : Future.succeededFuture(latest);
    }

    private Future<EventPredictionLookup> event(Shard shard, OnSale event) {
        return repository
                .stored(shard.pool(), event.id())
                .compose(stored -> event.open()
                        ? picture()
                                .compose(picture -> predicted(picture, event))
                                .map(prediction -> lookup(event, prediction, stored))
                        : Future.succeededFuture(lookup(event, null, stored)));
    }

    private Future<Prediction> predicted(Picture picture, OnSale event) {
        return workers.executeBlocking(() -> new SeriesForecasts(picture.series()).predict(event), false);
    }

    private static EventPredictionLookup lookup(
            OnSale event, @Nullable Prediction prediction, List<StoredForecast> stored) {
        return new EventPredictionLookup(new EventPrediction(
                event.id(),
                event.name(),
                event.startsAt(),
                event.status(),
                event.capacity(),
                event.booked(),
                prediction,
                stored));
    }

    // Whether there are more.
    private Future<Boolean> learn(Shard shard) {
        Instant now = now(shard);
        Position from = read.getOrDefault(shard.number(), new Position(now.minus(LEARNT_FROM), FIRST));
        return profiles.finished(shard.pool(), from, now, BATCH)
                .compose(over -> profiles.profiles(shard.pool(), over, history::knows)
                        .map(finished -> {
                            history.add(finished);
                            read.put(shard.number(), onwards(from, over));
                            return over.size() == BATCH;
                        }));
    }

    private static Position onwards(Position from, List<Over> over) {
        if (over.size() == BATCH) {
            return over.get(BATCH - 1).position();
        }
        return over.isEmpty()
                ? from
                : new Position(over.get(over.size() - 1).date().minus(LOOKED_AT_AGAIN), FIRST);
    }

    private Future<Void> paint() {
        Instant now = now(shards.shard(0));
        LocalDate today = now.atOffset(UTC).toLocalDate();
        Map<String, List<Finished>> series = history.series();
        Future<WeekdaySmoothing> usual =
                analytics.days(today.minusDays(USUAL_DAYS), today.minusDays(1)).map(days -> usual(days, today));
        Future<List<OnSale>> onSale = shards.ask(shard -> onSale(shard, now(shard)))
                .map(parts -> parts.stream().flatMap(List::stream).toList());
        Future<List<HorizonAccuracy>> accuracy = shards.ask(this::compare)
                .map(parts -> Measured.of(parts.stream().flatMap(List::stream).toList()));
        return Future.all(usual, onSale, accuracy)
                .compose(all -> workers.executeBlocking(
                        () -> Picture.paint(
                                now, series, onSale.result(), config.events(), usual.result(), accuracy.result()),
                        false))
                .compose(picture -> {
                    latest = picture;
                    first.tryComplete(picture);
                    return shards.ask(shard -> store(shard, picture));
                })
                .mapEmpty();
    }

    private Future<List<OnSale>> onSale(Shard shard, Instant now) {
        return onSale(shard, now, new Position(now, FIRST), new ArrayList<>());
    }

    // Portion by portion, so that no statement takes long.
    private Future<List<OnSale>> onSale(Shard shard, Instant now, Position after, List<OnSale> found) {
        int limit = Math.min(BATCH, config.events() - found.size());
        return profiles.onSale(shard.pool(), after, now, limit).compose(portion -> {
            found.addAll(portion);
            if (portion.size() < limit || found.size() >= config.events()) {
                return Future.succeededFuture(found);
            }
            OnSale last = portion.get(portion.size() - 1);
            return onSale(shard, now, new Position(last.startsAt(), last.id()), found);
        });
    }

    private Future<List<ForecastRepository.Outcomes>> compare(Shard shard) {
        Instant now = now(shard);
        return compareAll(shard, now)
                .compose(done -> repository.prune(shard.pool(), now.minus(KEPT), now.minus(UNKNOWN_KEPT)))
                .compose(done ->
                        repository.outcomes(shard.pool(), now.minus(Duration.ofDays(HorizonAccuracy.WINDOW_DAYS))));
    }

    private Future<Void> compareAll(Shard shard, Instant now) {
        return repository
                .compare(shard.pool(), now, BATCH)
                .compose(compared -> compared < BATCH ? Future.succeededFuture() : compareAll(shard, now));
    }

    private Future<Void> store(Shard shard, Picture picture) {
        Instant now = now(shard);
        List<Due> due = new ArrayList<>();
        for (Prediction prediction : picture.events()) {
            OptionalInt horizon = Horizons.reached(now, prediction.eventDate());
            if (horizon.isPresent() && shards.of(prediction.eventId()).equals(Optional.of(shard))) {
                due.add(new Due(horizon.getAsInt(), prediction));
            }
        }
        return due.isEmpty() ? Future.succeededFuture() : repository.store(shard.pool(), now, due);
    }

    // Days of which nothing is written had no bookings, unless they were before the first of all.
    private static WeekdaySmoothing usual(Days days, LocalDate today) {
        WeekdaySmoothing usual = new WeekdaySmoothing();
        if (days.days().isEmpty()) {
            return usual;
        }
        Map<LocalDate, Long> seats = new HashMap<>();
        days.days()
                .forEach(day -> seats.put(
                        day.day(),
                        day.totals().sales().stream()
                                .mapToLong(Sales::seatsKept)
                                .sum()));
        days.days()
                .get(0)
                .day()
                .datesUntil(today)
                .forEach(day -> usual.add(
                        day.getDayOfWeek(),
                        Math.max(0.0, seats.getOrDefault(day, 0L).doubleValue())));
        return usual;
    }

    private Instant now(Shard shard) {
        return clocks.of(shard).instant();
    }
}
