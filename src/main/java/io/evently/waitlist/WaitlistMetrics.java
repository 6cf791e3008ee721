package io.evently.waitlist;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the waitlists of one shard report on this node. */
final class WaitlistMetrics {
    private static final String SHARD = "shard";
    private static final double MILLIS_PER_SECOND = 1_000;

    private final MeterRegistry registry;
    private final String shard;
    private final Counter lapsed;
    private final AtomicLong lagMillis = new AtomicLong();
    private final Map<String, Counter> joins = new HashMap<>();

    WaitlistMetrics(MeterRegistry registry, int shard) {
        this.registry = registry;
        this.shard = Integer.toString(shard);
        this.lapsed = Counter.builder("evently.waitlist.lapsed")
                .description("Offers that this node found lapsed and passed on")
                .tag(SHARD, this.shard)
                .register(registry);
        Gauge.builder("evently.waitlist.lag", lagMillis, millis -> millis.get() / MILLIS_PER_SECOND)
                .description("How long past its end the oldest offer was when the last sweep found it")
                .baseUnit("seconds")
                .tag(SHARD, this.shard)
                .strongReference(true)
                .register(registry);
    }

    /** Counts an answer to a wish to join: joined, replay, available, already and so on. */
    void asked(String outcome) {
        joins.computeIfAbsent(
                        outcome,
                        name -> Counter.builder("evently.waitlist.joins")
                                .description("Requests to join a waitlist, by outcome")
                                .tag(SHARD, shard)
                                .tag("outcome", name)
                                .register(registry))
                .increment();
    }

    /** Notes what one statement of a sweep found. */
    void lapsed(int offers, Duration lag) {
        lapsed.increment(offers);
        lagMillis.set(lag.toMillis());
    }
}
