package io.evently;

import io.evently.booking.service.BookingVerticle;
import io.evently.bus.Outages;
import io.evently.bus.TypedBus;
import io.evently.cluster.Cluster;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: joins the cluster, prepares its wings, deploys them one after the other, the HTTP edge last; stops in reverse.
 * The databases must be migrated and the configuration must name them.
 */
final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final long START_PAUSE_MS = 500;

    private final Foundation foundation;
    private final Vertx vertx;
    private final NodeHealth health;
    private final List<Wing> wings;
    private final Deque<String> deployed = new ArrayDeque<>();

    private Node(Foundation foundation, BookingVerticleFactory booking, List<Function<Foundation, Wing>> further) {
        this.foundation = foundation;
        this.vertx = foundation.vertx();
        this.health = new NodeHealth(foundation.cluster(), foundation.databases(), foundation.redis());
        this.wings = Wings.of(foundation, health, booking, further);
    }

    /** Starts a node; the future completes when it answers HTTP. What had started is stopped when the rest fails. */
    static Future<Node> start(ServerConfig config) {
        NodeMetrics meters = new NodeMetrics();
        return join(config, meters).compose(cluster -> start(config, cluster, meters));
    }

    /** Joins the cluster, which needs no database. Blocks the calling thread while Hazelcast starts. */
    static Future<Cluster> join(ServerConfig config, NodeMetrics meters) {
        return Cluster.join(config.cluster(), NodeMetrics.options(), meters::on);
    }

    /** The rest of the start, on a cluster that was joined with the same meters. */
    static Future<Node> start(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        return start(config, cluster, meters, BookingVerticle::new, List.of());
    }

    /** A node that books in another way, to be compared with, or that can do more. */
    static Future<Node> start(
            ServerConfig config,
            Cluster cluster,
            NodeMetrics meters,
            BookingVerticleFactory booking,
            List<Function<Foundation, Wing>> further) {
        Node node = new Node(Foundation.lay(config, cluster, meters), booking, further);
        return node.open().map(node).recover(e -> node.stop().transform(stopped -> Future.failedFuture(e)));
    }

    /** As much of a node as needs no database; it knows no token and is never ready. */
    static Future<Node> rehearse(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        Node node = new Node(Foundation.lay(config, cluster, meters), BookingVerticle::new, List.of());
        node.registerMessages();
        return node.deployAll().map(node);
    }

    /**
     * Leaves: says that it is not ready, takes no more requests, lets what waits finish, then goes. Gives up waiting
     * after the configured patience.
     */
    Future<Void> stop() {
        health.drain();
        ShutdownConfig shutdown = foundation.config().shutdown();
        Duration delay = shutdown.drainDelay();
        Future<?> drained = delay.isZero() || deployed.isEmpty()
                ? Future.succeededFuture()
                : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS);
        return drained.compose(done -> undeploy())
                .timeout(delay.plus(shutdown.patience()).toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(e -> log.warn("Not everything finished in time: {}", e.getMessage()))
                .eventually(foundation::close)
                .otherwiseEmpty();
    }

    private void registerMessages() {
        wings.forEach(wing -> TypedBus.register(vertx, wing.families()));
    }

    private Future<Void> open() {
        registerMessages();
        // All are awaited whatever becomes of any: a node that gives up closes the pools they use.
        return Future.join(wings.stream().map(wing -> patiently(wing::prepare)).toList())
                .compose(prepared -> deployAll())
                .onSuccess(done -> health.ready());
    }

    // The databases were there a moment ago: on a busy machine their first connections may still come late.
    private Future<Void> patiently(Supplier<Future<Void>> step) {
        return patiently(step, foundation.clock().instant().plus(START_PATIENCE));
    }

    private Future<Void> patiently(Supplier<Future<Void>> step, Instant end) {
        return step.get()
                .recover(e -> Outages.isOutage(e)
                                && foundation.clock().instant().isBefore(end)
                        ? vertx.timer(START_PAUSE_MS, TimeUnit.MILLISECONDS).compose(fired -> patiently(step, end))
                        : Future.failedFuture(e));
    }

    private Future<Void> deployAll() {
        Future<Void> chain = Future.succeededFuture();
        for (Wing wing : wings) {
            chain = chain.compose(done -> vertx.executeBlocking(wing::verticles))
                    .compose(this::deployInTurn);
        }
        return chain;
    }

    private Future<Void> deployInTurn(List<VerticleBase> verticles) {
        Future<Void> chain = Future.succeededFuture();
        for (VerticleBase verticle : verticles) {
            chain = chain.compose(done -> vertx.deployVerticle(verticle))
                    .onSuccess(deployed::push)
                    .mapEmpty();
        }
        return chain;
    }

    private Future<Void> undeploy() {
        Future<Void> chain = Future.succeededFuture();
        while (!deployed.isEmpty()) {
            String id = deployed.pop();
            chain = chain.compose(done -> vertx.undeploy(id));
        }
        return chain;
    }
}
