package io.evently;

import io.evently.bus.Neighbours;
import io.evently.bus.Seal;
import io.evently.bus.TypedBus;
import io.evently.cache.RedisConnection;
import io.evently.cache.ScriptConnection;
import io.evently.cluster.Cluster;
import io.evently.ratelimit.RateLimits;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Foreground;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.Outages;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.ShardedBus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every wing of a node stands on.
 *
 * @param bus waits a little longer than a request may take
 * @param seal of the bus; without a key until the accounts are prepared
 * @param neighbours the nodes whose seals were seen
 * @param foreground what somebody waits for
 * @param spare shared by everybody on this node whose work can wait
 * @param limits how often clients may ask
 * @param clocks by which everything goes that a shard keeps
 */
record Foundation(
        ServerConfig config,
        Cluster cluster,
        Databases databases,
        RedisConnection redis,
        TypedBus bus,
        Seal seal,
        Neighbours neighbours,
        Foreground foreground,
        BackgroundBudget spare,
        RateLimits limits,
        NodeMetrics meters,
        ShardClocks clocks,
        SecureRandom random) {

    private static final Logger log = LoggerFactory.getLogger(Foundation.class);
    /** Longer than a request may take, so that its own answer arrives first. */
    private static final Duration BUS_MARGIN = Duration.ofSeconds(2);

    /** Connections, Vert.x, Hazelcast. */
    private static final int CLOSING_STEPS = 3;

    /** On a cluster that was joined with the same meters. Opens the pools, which connect when they are first used. */
    static Foundation lay(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        Vertx vertx = cluster.vertx();
        Seal seal = new Seal();
        FunctionCounter.builder("evently.bus.unsealed", seal, Seal::refused)
                .description(
                        "Messages of the event bus that were dropped because no node of this installation sent them")
                .register(meters.registry());
        Databases databases = Databases.open(vertx, config.storage());
        Foreground foreground = new Foreground();
        databases.shards().all().forEach(shard -> foreground.watchPool(shard::queues));
        BackgroundBudget spare = new BackgroundBudget(foreground, config.background());
        spare.reportTo(meters.registry());
        RateLimits limits = new RateLimits(
                cluster.nodeName(),
                config.rateLimits(),
                Clock.systemUTC(),
                cluster::memberCount,
                (loop, script) -> new ScriptConnection(loop, config.cache(), script),
                foreground::queueingNanos);
        limits.reportTo(meters.registry());
        return new Foundation(
                config,
                cluster,
                databases,
                new RedisConnection(vertx, config.cache()),
                new TypedBus(vertx, config.booking().deadline().plus(BUS_MARGIN), Outages::isOutage, seal),
                seal,
                new Neighbours(cluster.nodeName(), cluster::nodeNames),
                foreground,
                spare,
                limits,
                meters,
                new ShardClocks(databases.shards(), Clock.systemUTC()),
                new SecureRandom());
    }

    /** The clock of this node, for what no other node compares and what no shard keeps. */
    Clock clock() {
        return clocks.node();
    }

    Vertx vertx() {
        return cluster.vertx();
    }

    MeterRegistry registry() {
        return meters.registry();
    }

    /** Asks the shard that an id names. */
    ShardedBus shardedBus() {
        return new ShardedBus(bus, databases.shards().count());
    }

    List<Shard> shards() {
        return databases.shards().all();
    }

    Ids ids() {
        return new Ids(clock(), random);
    }

    /**
     * Closes the connections, leaves the cluster, closes the meters. Blocks, for some seconds at most: a server that is gone may
     * never say goodbye, and must not keep a node from leaving.
     *
     * @param idle whether nothing runs any more; else the connections are left to those who still use them, and end with the
     *     process
     * @param patience for all of it
     */
    void close(boolean idle, Duration patience) {
        Duration share = patience.dividedBy(CLOSING_STEPS);
        if (idle && !Bounded.ends(Future.join(redis.close(), databases.close()), share)) {
            log.warn("Connections could not be closed in time");
        }
        cluster.leave(idle, share);
        meters.close();
    }
}
