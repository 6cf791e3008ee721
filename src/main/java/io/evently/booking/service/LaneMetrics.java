package io.evently.booking.service;

import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.Objects.requireNonNull;

/** What the lanes of one shard report: how many wait, how large and long flushes are, how long locks take. */
final class LaneMetrics {
    private static final String SHARD = "shard";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500)
    };

    private final MeterRegistry registry;
    private final String shard;
    private final AtomicInteger waiting;
    private final DistributionSummary flushSize;
    private final Timer flushTime;
    private final Timer lockWait;
    private final Counter fenced;
    private final Counter failures;
    private final Map<Class<?>, Counter> answers = new HashMap<>();
    private final Map<Reason, Counter> refusals = new EnumMap<>(Reason.class);

    LaneMetrics(MeterRegistry registry, int shard) {
        this.registry = registry;
        this.shard = Integer.toString(shard);
        this.waiting = new AtomicInteger();
        io.micrometer.core.instrument.Gauge.builder("evently.lane.waiting", waiting, AtomicInteger::get)
                .description("Requests that wait in lanes or are being flushed")
                .tag(SHARD, this.shard)
                .strongReference(true)
                .register(registry);
        this.flushSize = DistributionSummary.builder("evently.flush.size")
                .description("Requests in one flush")
                .tag(SHARD, this.shard)
                .publishPercentileHistogram(false)
                .register(registry);
        this.flushTime = Timer.builder("evently.flush.time")
                .description("Time of one flush")
                .tag(SHARD, this.shard)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.lockWait = Timer.builder("evently.lock.wait")
                .description("Time until the event lock was granted")
                .tag(SHARD, this.shard)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.fenced = Counter.builder("evently.flush.fenced")
                .description("Lanes turned away because another node owned the event")
                .tag(SHARD, this.shard)
                .register(registry);
        // All from the start: what was never counted would be missing, and an alert on it would stay silent.
        for (Reason reason : Reason.values()) {
            refusals.put(reason, refusals(reason.name().toLowerCase(Locale.ROOT)));
        }
        this.failures = refusals("failed");
    }

    /** Counts an answer of a lane by its outcome: booked, cancelled, insufficient_seats and so on; and why, when it is none. */
    void answered(BookingOutcome outcome) {
        if (outcome instanceof NotServed notServed) {
            refused(notServed.reason());
        }
        answers.computeIfAbsent(
                        outcome.getClass(),
                        kind -> Counter.builder("evently.lane.answers")
                                .description("Requests that lanes answered, by outcome")
                                .tag(SHARD, shard)
                                .tag(
                                        "outcome",
                                        kind.getSimpleName()
                                                .replaceAll("([a-z])([A-Z])", "$1_$2")
                                                .toLowerCase(Locale.ROOT))
                                .register(registry))
                .increment();
    }

    void waiting(int count) {
        waiting.set(count);
    }

    void flushed(int size, long nanos) {
        flushSize.record(size);
        flushTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    void lockWait(long nanos) {
        lockWait.record(nanos, TimeUnit.NANOSECONDS);
    }

    void fenced() {
        fenced.increment();
    }

    /** Counts a request that is not served, at the door of the lane or after it has waited. */
    void refused(Reason reason) {
        requireNonNull(refusals.get(reason)).increment();
    }

    /** Counts a request that ends without an outcome, because the database failed in a way that nobody expects. */
    void failed() {
        failures.increment();
    }

    private Counter refusals(String reason) {
        return Counter.builder("evently.lane.refused")
                .description("Requests that lanes did not serve, by reason")
                .tag(SHARD, shard)
                .tag("reason", reason)
                .register(registry);
    }
}
