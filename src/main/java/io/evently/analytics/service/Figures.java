package io.evently.analytics.service;

import io.evently.analytics.Days;
import io.evently.analytics.EventFigures;
import io.evently.analytics.EventFiguresLookup;
import io.evently.analytics.Funnel;
import io.evently.analytics.Overview;
import io.evently.analytics.ReadDays;
import io.evently.analytics.ReadEventFigures;
import io.evently.analytics.ReadFunnel;
import io.evently.analytics.ReadRealtime;
import io.evently.analytics.Realtime;
import io.evently.analytics.ServiceFigures;
import io.evently.analytics.Tally;
import io.evently.analytics.VisitorStage;
import io.evently.analytics.Visitors;
import io.evently.analytics.WaitlistConversion;
import io.evently.analytics.service.FigureRepository.Spanned;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** What the sums say: asks every shard for its part and puts the parts together. Reads no bookings. */
final class Figures {
    private static final String MINUTE = "minute";
    private static final String HOUR = "hour";
    private static final String DAY = "day";
    private static final int SERVICE_HOURS = 24;

    private final Shards shards;
    private final ShardClocks clocks;
    private final ServiceMeters service;
    private final Visitors visitors;
    private final FigureRepository repository = new FigureRepository();

    Figures(Shards shards, ShardClocks clocks, ServiceMeters service, Visitors visitors) {
        this.shards = shards;
        this.clocks = clocks;
        this.service = service;
        this.visitors = visitors;
    }

    Future<Overview> overview() {
        Instant now = now();
        Future<List<Long>> events = shards.ask(shard -> repository.events(shard.pool()));
        Future<List<Tally>> tallies = total();
        Future<ServiceFigures> measured = service.read(HOUR, now.minus(SERVICE_HOURS, ChronoUnit.HOURS), now)
                .map(ServiceMeters::figures);
        Future<@Nullable Long> active = orUnknown(visitors.activeUsers());
        return Future.all(events, tallies, measured, active)
                .map(all -> new Overview(
                        events.result().stream().mapToLong(Long::longValue).sum(),
                        tallies.result(),
                        measured.result(),
                        active.result()));
    }

    Future<EventFiguresLookup> event(ReadEventFigures wish) {
        return shards.of(wish.eventId())
                .map(shard -> repository
                        .event(shard.pool(), wish.eventId(), lateAfter(shard))
                        .map(found -> new EventFiguresLookup(found.orElse(null))))
                .orElseGet(() -> Future.succeededFuture(new EventFiguresLookup(null)));
    }

    Future<Days> days(ReadDays wish) {
        return spans(DAY, start(wish.from()), start(wish.to().plusDays(1))).map(spans -> {
            Map<LocalDate, List<Tally>> byDay = new TreeMap<>();
            spans.forEach(spanned -> byDay.computeIfAbsent(
                            spanned.begins().atOffset(UTC).toLocalDate(), day -> new ArrayList<>())
                    .add(spanned.tally()));
            return new Days(byDay.entrySet().stream()
                    .map(day -> new Days.Day(day.getKey(), day.getValue()))
                    .toList());
        });
    }

    Future<Realtime> realtime(ReadRealtime wish) {
        Instant now = now();
        Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(wish.minutes() - 1L, ChronoUnit.MINUTES);
        Instant end = now.plus(1, ChronoUnit.MINUTES);
        Future<List<Spanned>> happened = spans(MINUTE, first, end);
        Future<List<ServiceRepository.Spanned>> measured = service.read(MINUTE, first, end);
        return Future.all(happened, measured).map(all -> {
            Map<Instant, List<Tally>> tallies = new HashMap<>();
            happened.result()
                    .forEach(it -> tallies.computeIfAbsent(it.begins(), minute -> new ArrayList<>())
                            .add(it.tally()));
            Map<Instant, List<ServiceRepository.Spanned>> services = new HashMap<>();
            measured.result()
                    .forEach(it -> services.computeIfAbsent(it.begins(), minute -> new ArrayList<>())
                            .add(it));
            return new Realtime(
                    now,
                    Stream.iterate(first, minute -> minute.plus(1, ChronoUnit.MINUTES))
                            .limit(wish.minutes())
                            .map(minute -> new Realtime.Minute(
                                    minute,
                                    ServiceMeters.figures(services.getOrDefault(minute, List.of())),
                                    tallies.getOrDefault(minute, List.of())))
                            .toList());
        });
    }

    Future<Funnel> funnel(ReadFunnel wish) {
        Instant from = start(wish.from());
        Instant to = start(wish.to().plusDays(1));
        Future<List<Spanned>> happened = spans(DAY, from, to);
        Future<List<ServiceRepository.Spanned>> measured = service.read(DAY, from, to);
        Future<@Nullable Map<VisitorStage, Long>> seen = orUnknown(visitors(wish));
        return Future.all(happened, measured, seen).map(all -> {
            Map<Measure, ServiceRepository.Measured> sums = ServiceMeters.sums(measured.result());
            return new Funnel(
                    happened.result().stream().map(Spanned::tally).toList(),
                    ServiceMeters.times(sums, Measure.LISTED),
                    ServiceMeters.times(sums, Measure.VIEWED),
                    seen.result());
        });
    }

    Future<WaitlistConversion> waitlist() {
        Future<List<Long>> seats = shards.ask(shard -> repository.seatsReturned(shard.pool()));
        Future<List<Tally>> tallies = total();
        return Future.all(seats, tallies)
                .map(all -> new WaitlistConversion(
                        tallies.result(),
                        seats.result().stream().mapToLong(Long::longValue).sum()));
    }

    private Future<Map<VisitorStage, Long>> visitors(ReadFunnel wish) {
        Map<VisitorStage, Future<Long>> asked = new TreeMap<>();
        for (VisitorStage stage : VisitorStage.values()) {
            asked.put(stage, visitors.count(stage, wish.from(), wish.to()));
        }
        return Future.all(List.copyOf(asked.values())).map(all -> {
            Map<VisitorStage, Long> counts = new TreeMap<>();
            asked.forEach((stage, count) -> counts.put(stage, count.result()));
            return counts;
        });
    }

    private Future<List<Tally>> total() {
        return shards.ask(shard -> repository.total(shard.pool()))
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    private Future<List<Spanned>> spans(String span, Instant from, Instant to) {
        return shards.ask(shard -> repository.spans(shard.pool(), span, from, to))
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    // The hour of now and those before it that make the hours of the velocity.
    private Instant lateAfter(Shard shard) {
        return clocks.of(shard).instant().minus(Duration.ofHours(EventFigures.VELOCITY_HOURS));
    }

    private Instant now() {
        return clocks.of(shards.shard(0)).instant();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(UTC).toInstant();
    }

    // Redis is away: what it alone knows is not known, and everything else is.
    private static <T> Future<@Nullable T> orUnknown(Future<T> asked) {
        return asked.otherwiseEmpty();
    }
}
