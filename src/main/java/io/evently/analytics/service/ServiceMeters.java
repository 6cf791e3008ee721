package io.evently.analytics.service;

import io.evently.analytics.ServiceFigures;
import io.evently.analytics.service.ServiceRepository.Measured;
import io.evently.analytics.service.ServiceRepository.Spanned;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes what this node measures anyway, its timers of answers and its counters of caches, and adds what is new to a table that all nodes
 * share. Measuring costs nothing more. What a node has measured since the last time dies with it. For one event loop only.
 */
final class ServiceMeters {
    private static final String ANSWERS = "evently.http.requests";
    private static final String CACHES = "evently.cache.gets";
    private static final Set<String> WATCHING =
            Set.of("getHealth", "getLiveness", "getReadiness", "getMetrics", "none");
    private static final Set<String> LISTS = Set.of("listEvents", "getPopularEvents");
    private static final int BROKEN = 500;
    private static final int REFUSED = 400;
    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final Shard shard;
    private final Clock clock;
    private final ServiceRepository repository;
    private Map<Measure, Measured> written = Map.of();

    /** @param shard keeps what all nodes measure */
    ServiceMeters(MeterRegistry registry, Shard shard, Clock clock, ServiceRepository repository) {
        this.registry = registry;
        this.shard = shard;
        this.clock = clock;
        this.repository = repository;
    }

    /** Adds what was measured since the last time; what cannot be written is written the next time. */
    Future<Void> write() {
        Map<Measure, Measured> all = measured();
        Map<Measure, Measured> fresh = new EnumMap<>(Measure.class);
        all.forEach((measure, measured) -> {
            Measured more = measured.minus(written.getOrDefault(measure, Measured.NOTHING));
            if (more.times() > 0) {
                fresh.put(measure, more);
            }
        });
        return fresh.isEmpty()
                ? Future.succeededFuture()
                : repository.add(shard.pool(), fresh, clock.instant()).onSuccess(done -> written = all);
    }

    /** What all nodes measured in spans that begin from {@code from} to before {@code to}. */
    Future<List<Spanned>> read(String span, Instant from, Instant to) {
        return repository.read(shard.pool(), span, from, to);
    }

    /** What these come to. */
    static ServiceFigures figures(Collection<Spanned> spans) {
        Map<Measure, Measured> sums = sums(spans);
        Measured requests = sums.getOrDefault(Measure.REQUESTS, Measured.NOTHING);
        return new ServiceFigures(
                requests.times(),
                times(sums, Measure.FAILURES),
                requests.times() == 0 ? null : MILLIS * requests.seconds() / requests.times(),
                share(times(sums, Measure.BOOKED), times(sums, Measure.BOOKING_FAILED)),
                share(times(sums, Measure.CACHE_HIT), times(sums, Measure.CACHE_MISS)));
    }

    /** The sum of each measure. */
    static Map<Measure, Measured> sums(Collection<Spanned> spans) {
        Map<Measure, Measured> sums = new EnumMap<>(Measure.class);
        spans.forEach(span -> sums.merge(span.measure(), span.measured(), Measured::plus));
        return sums;
    }

    static long times(Map<Measure, Measured> sums, Measure measure) {
        return sums.getOrDefault(measure, Measured.NOTHING).times();
    }

    private static @Nullable Double share(long good, long bad) {
        return good + bad == 0 ? null : (double) good / (good + bad);
    }

    private Map<Measure, Measured> measured() {
        Map<Measure, Measured> measured = new EnumMap<>(Measure.class);
        for (Timer timer : registry.find(ANSWERS).timers()) {
            add(timer, measured);
        }
        for (Meter caches : registry.find(CACHES).meters()) {
            Measure measure = "hit".equals(caches.getId().getTag("result")) ? Measure.CACHE_HIT : Measure.CACHE_MISS;
            measured.merge(measure, new Measured(count(caches), 0), Measured::plus);
        }
        return measured;
    }

    private static void add(Timer timer, Map<Measure, Measured> measured) {
        String operation = String.valueOf(timer.getId().getTag("operation"));
        if (WATCHING.contains(operation)) {
            return;
        }
        int status = Integer.parseInt(String.valueOf(timer.getId().getTag("status")));
        Measured all = new Measured(timer.count(), timer.totalTime(TimeUnit.NANOSECONDS) / 1e9);
        measured.merge(Measure.REQUESTS, all, Measured::plus);
        if (status >= BROKEN) {
            measured.merge(Measure.FAILURES, all, Measured::plus);
        }
        if (operation.equals("createBooking") && status >= BROKEN) {
            measured.merge(Measure.BOOKING_FAILED, all, Measured::plus);
        } else if (operation.equals("createBooking") && status < REFUSED) {
            measured.merge(Measure.BOOKED, all, Measured::plus);
        } else if (LISTS.contains(operation) && status < REFUSED) {
            measured.merge(Measure.LISTED, all, Measured::plus);
        } else if (operation.equals("getEvent") && status < REFUSED) {
            measured.merge(Measure.VIEWED, all, Measured::plus);
        }
    }

    private static long count(Meter meter) {
        if (meter instanceof FunctionCounter counter) {
            return (long) counter.count();
        }
        double sum = 0;
        for (Measurement measurement : meter.measure()) {
            sum += measurement.getValue();
        }
        return (long) sum;
    }
}
