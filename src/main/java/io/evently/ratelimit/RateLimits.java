package io.evently.ratelimit;

import io.evently.cache.CacheConfig;
import io.evently.cache.ScriptConnection;
import io.evently.hash.InternalCredential;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quotas of a node and all that it knows of who has used them. Each event loop that serves requests takes a {@link Limiter} from it.
 * One for each node; safe for all threads.
 */
public final class RateLimits {
    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
    private static final String SCRIPT = "/lua/sliding-windows.lua";

    private final String node;
    private final RateLimitConfig config;
    private final Clock clock;
    private final IntSupplier members;
    private final BiFunction<Vertx, String, ScriptConnection> redis;
    private final InternalCredential credential = new InternalCredential();
    private final LocalCounters local;
    private final Refusals refusals;
    private final RateStatistics statistics;
    private final Overload overload;
    private final AtomicInteger away = new AtomicInteger();

    /**
     * Quotas that nobody has used yet.
     *
     * @param node its name
     * @param members how many nodes share the quotas while each counts by itself
     * @param redis makes a connection for an event loop that runs a script
     * @param delayNanos how long requests queue now; each call measures anew
     */
    public RateLimits(
            String node,
            RateLimitConfig config,
            Clock clock,
            IntSupplier members,
            BiFunction<Vertx, String, ScriptConnection> redis,
            LongSupplier delayNanos) {
        this.node = node;
        this.config = config;
        this.clock = clock;
        this.members = members;
        this.redis = redis;
        this.local = new LocalCounters(config.counters());
        this.refusals = new Refusals(config.counters());
        this.statistics = new RateStatistics(List.copyOf(config.quotas().keySet()), config.counters());
        this.overload = new Overload(config.overload(), delayNanos, System::nanoTime);
    }

    /** Quotas that nobody is held to, and no overload. */
    public static RateLimits none() {
        return new RateLimits(
                "",
                RateLimitConfig.NONE,
                Clock.systemUTC(),
                () -> 1,
                (vertx, script) -> new ScriptConnection(vertx, CacheConfig.NONE, script),
                () -> 0);
    }

    /** A connection for an event loop, not open yet. */
    ScriptConnection connection(Vertx vertx) {
        return redis.apply(vertx, script());
    }

    /** Whether anything is counted. */
    public boolean enabled() {
        return config.enabled();
    }

    /**
     * The quotas that count for an operation that names these, and those of everybody; none for one that names none, and none while
     * nothing is counted.
     *
     * @throws IllegalArgumentException for a name that no quota has
     */
    public List<NamedQuota> quotas(List<String> names) {
        List<NamedQuota> found = new ArrayList<>();
        for (String name : names) {
            if (config.enabled() && !config.quotas().containsKey(name)) {
                throw new IllegalArgumentException("There are no rateLimits.quotas." + name);
            }
        }
        if (config.enabled() && !names.isEmpty()) {
            for (Map.Entry<String, Quota> entry : config.quotas().entrySet()) {
                Quota quota = entry.getValue();
                boolean counts = quota.per() == Quota.Per.EVERYBODY || names.contains(entry.getKey());
                if (counts && quota.limit() > 0) {
                    found.add(new NamedQuota(entry.getKey(), quota));
                }
            }
        }
        return List.copyOf(found);
    }

    /** By what programs of this installation show that they may ask as often as they like. */
    public InternalCredential credential() {
        return credential;
    }

    /** Whether this node counts together with the others; false while Redis is away. */
    public boolean shared() {
        return away.get() == 0;
    }

    /** What this node counted in the last minute. */
    public NodeRates lastMinute(int clients) {
        return statistics.lastMinute(node, shared(), overload.factor(), clients, clock.millis());
    }

    /** Registers the meters. */
    public void reportTo(MeterRegistry registry) {
        statistics.reportTo(registry);
        Gauge.builder("evently.ratelimit.shared", this, limits -> limits.shared() ? 1 : 0)
                .description("1 while quotas are counted over all nodes, 0 while this node counts by itself")
                .register(registry);
        Gauge.builder("evently.ratelimit.factor", overload, Overload::factor)
                .description("What overload has left of the quotas, 0 to 1")
                .register(registry);
    }

    List<Charge> charges(Requester who, List<NamedQuota> quotas) {
        double tier = config.tiers().of(who.tier());
        double share = overload.factor();
        List<Charge> charges = new ArrayList<>(quotas.size());
        for (NamedQuota quota : quotas) {
            charges.add(quota.charge(who, tier, share));
        }
        return charges;
    }

    /** Decides by what this node alone has counted, by its part of the limits. */
    Verdict local(List<Charge> charges) {
        int nodes = members.getAsInt();
        return local.charge(charges.stream().map(charge -> charge.share(nodes)).toList(), clock.millis());
    }

    /** An event loop lost its connection to Redis. */
    void lost(Throwable reason) {
        if (away.getAndIncrement() == 0) {
            log.warn("Redis does not answer: rate limits are counted on this node alone ({})", reason.toString());
        }
    }

    /** An event loop has one again. */
    void found() {
        if (away.decrementAndGet() == 0) {
            log.info("Redis answers: rate limits are counted over all nodes again");
        }
    }

    RateLimitConfig config() {
        return config;
    }

    long nowMillis() {
        return clock.millis();
    }

    Refusals refusals() {
        return refusals;
    }

    RateStatistics statistics() {
        return statistics;
    }

    Overload overload() {
        return overload;
    }

    static String script() {
        try (InputStream in = RateLimits.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("No " + SCRIPT + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + SCRIPT, e);
        }
    }
}
