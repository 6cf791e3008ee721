package io.evently.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the sockets of a node report. Any thread. */
public final class LiveMetrics {
    /** Why a client was refused something. */
    public enum Refusal {
        /** The page comes from an origin that is not allowed. */
        ORIGIN,
        /** The user or the client address has too many sockets. */
        SOCKETS,
        /** Too many messages; the socket was closed. */
        RATE,
        /** A message that is too long or no message at all; the socket was closed. */
        MALFORMED,
        /** An address that is not for this client, or not for clients. */
        ADDRESS,
        /** One subscription too many. */
        SUBSCRIPTIONS,
        /** A token that is not good. */
        TOKEN,
        /** The client took its messages too slowly; the socket was closed. */
        SLOW,
        /** The client said nothing for too long; the socket was closed. */
        SILENT
    }

    private static final String KIND = "kind";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public LiveMetrics(MeterRegistry registry, Audience audience) {
        this.registry = registry;
        Gauge.builder("evently.live.addresses", audience, Audience::addresses)
                .description("Addresses that sockets of this node listen to")
                .strongReference(true)
                .register(registry);
    }

    /** Has this kind reported, though there is no socket yet. */
    void offers(String kind) {
        open.computeIfAbsent(kind, this::gauge);
        List.of(messages(kind), drops(kind)).forEach(counter -> counter.increment(0));
    }

    public void opened(String kind) {
        open.computeIfAbsent(kind, this::gauge).incrementAndGet();
    }

    public void closed(String kind) {
        open.computeIfAbsent(kind, this::gauge).decrementAndGet();
    }

    public void sent(String kind) {
        messages(kind).increment();
    }

    public void dropped(String kind) {
        drops(kind).increment();
    }

    public void refused(String kind, Refusal why) {
        counters.computeIfAbsent(
                        kind + why,
                        key -> Counter.builder("evently.live.refused")
                                .description("What clients of sockets were refused, by reason")
                                .tag(KIND, kind)
                                .tag("reason", why.name().toLowerCase(Locale.ROOT))
                                .register(registry))
                .increment();
    }

    private Counter messages(String kind) {
        return counter("evently.live.messages", "Messages written to sockets", kind);
    }

    private Counter drops(String kind) {
        return counter("evently.live.dropped", "Messages not written, because the client was slow or gone", kind);
    }

    private Counter counter(String name, String description, String kind) {
        return counters.computeIfAbsent(
                name + kind,
                key -> Counter.builder(name)
                        .description(description)
                        .tag(KIND, kind)
                        .register(registry));
    }

    private AtomicInteger gauge(String kind) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("evently.live.sockets", count, AtomicInteger::get)
                .description("Open sockets")
                .tag(KIND, kind)
                .strongReference(true)
                .register(registry);
        return count;
    }
}
