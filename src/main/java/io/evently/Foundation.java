package io.evently;

import io.evently.bus.TypedBus;
import io.evently.cache.RedisConnection;
import io.evently.cluster.Cluster;
import io.evently.schedule.BackgroundBudget;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.ShardedBus;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every wing of a node stands on.
 *
 * @param bus waits a little longer than a request may take
 * @param spare shared by everybody on this node whose work can wait
 */
record Foundation(
        ServerConfig config,
        Cluster cluster,
        Databases databases,
        RedisConnection redis,
        TypedBus bus,
        BackgroundBudget spare,
        NodeMetrics meters,
        Clock clock,
        SecureRandom random) {

    private static final Logger log = LoggerFactory.getLogger(Foundation.class);
    /** Longer than a request may take, so that its own answer arrives first. */
    private static final Duration BUS_MARGIN = Duration.ofSeconds(2);

    private static final long CLOSE_PATIENCE_MS = 5_000;

    /** On a cluster that was joined with the same meters. Opens the pools, which connect when they are first used. */
    static Foundation lay(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        Vertx vertx = cluster.vertx();
        Databases databases = Databases.open(vertx, config.storage());
        return new Foundation(
                config,
                cluster,
                databases,
                new RedisConnection(vertx, config.cache()),
                new TypedBus(vertx, config.booking().deadline().plus(BUS_MARGIN)),
                new BackgroundBudget(
                        databases.shards()::busyWithin, config.outbox().share()),
                meters,
                Clock.systemUTC(),
                new SecureRandom());
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
        return new Ids(clock, random);
    }

    /** Closes the connections, leaves the cluster, closes the meters. */
    Future<Void> close() {
        return bounded(redis.close())
                .eventually(() -> bounded(databases.close()))
                .eventually(cluster::leave)
                .eventually(() -> {
                    meters.close();
                    return Future.succeededFuture();
                });
    }

    // A server that is gone may never say goodbye, and must not keep a node from leaving.
    private static Future<Void> bounded(Future<Void> closing) {
        return closing.timeout(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS)
                .onFailure(e -> log.warn("Connections could not be closed: {}", e.getMessage()))
                .otherwiseEmpty();
    }
}
