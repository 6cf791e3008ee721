package io.evently;

import io.evently.booking.service.BookingVerticle;
import io.evently.bus.TypedBus;
import io.evently.cluster.Cluster;
import io.evently.storage.Outages;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: joins the cluster, prepares its wings, deploys them one after the other, the HTTP edge last; stops wing by wing in
 * reverse.
 * The databases must be migrated and the configuration must name them.
 */
final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final long START_PAUSE_MS = 500;
    /** For connections and the cluster when the patience is used up; embedded servers need the rest of what a stop may take. */
    private static final Duration LEAST_FAREWELL = Duration.ofSeconds(3);

    private final Foundation foundation;
    private final Vertx vertx;
    private final NodeHealth health;
    private final List<Wing> wings;
    /** The ids of what each wing has deployed, the last wing first. Filled on event loops, emptied by the stop. */
    private final Deque<List<String>> deployed = new ConcurrentLinkedDeque<>();

    private Node(Foundation foundation, BookingVerticleFactory booking, List<Function<Foundation, Wing>> further) {
        this.foundation = foundation;
        this.vertx = foundation.vertx();
        this.health = new NodeHealth(
                foundation.cluster(),
                foundation.databases(),
                foundation.redis(),
                foundation.meters().disk(),
                foundation.limits());
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
        // Of no context: those of the node are gone when it has stopped.
        Promise<Node> started = Promise.promise();
        node.open()
                .onSuccess(open -> started.complete(node))
                .onFailure(e -> node.stop().onComplete(stopped -> started.fail(e)));
        return started.future();
    }

    /** As much of a node as needs no database; it knows no token and is never ready. */
    static Future<Node> rehearse(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        Node node = new Node(Foundation.lay(config, cluster, meters), BookingVerticle::new, List.of());
        node.registerMessages();
        return node.deployAll().map(node);
    }

    /**
     * Leaves: says that it is not ready, takes no more requests, lets what waits finish, then goes. Gives up waiting after the
     * configured patience. Runs on a thread of its own, since all that a node has to run something on ends meanwhile.
     *
     * @return always completes well, within {@link ShutdownConfig#longest}, on that thread
     */
    Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        Thread departure = new Thread(
                () -> {
                    try {
                        leave();
                    } catch (RuntimeException e) {
                        log.warn("Not stopped cleanly", e);
                    } finally {
                        stopped.complete();
                    }
                },
                "evently-stop");
        departure.start();
        return stopped.future();
    }

    private void leave() {
        ShutdownConfig shutdown = foundation.config().shutdown();
        health.drain();
        if (!deployed.isEmpty()) {
            Bounded.pause(shutdown.drainDelay());
        }
        foundation.cluster().prepareToLeave();
        boolean whole = true;
        Instant end = foundation.clock().instant().plus(shutdown.patience());
        for (List<String> wing = deployed.poll(); wing != null; wing = deployed.poll()) {
            // What hangs must not use up the time of what would end well.
            Duration share = Duration.between(foundation.clock().instant(), end).dividedBy(2);
            whole &= Bounded.ends(Future.join(wing.stream().map(vertx::undeploy).toList()), share);
        }
        if (!whole) {
            log.warn("Not everything finished within {}; the next start settles what is left", shutdown.patience());
        }
        Duration left = Duration.between(foundation.clock().instant(), end);
        foundation.close(whole, left.compareTo(LEAST_FAREWELL) < 0 ? LEAST_FAREWELL : left);
    }

    private void registerMessages() {
        wings.forEach(wing -> TypedBus.register(vertx, wing.families(), foundation.seal()));
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
            List<String> ids = new CopyOnWriteArrayList<>();
            chain = chain.compose(done -> {
                        deployed.push(ids);
                        return vertx.executeBlocking(wing::verticles);
                    })
                    .compose(verticles -> deployInTurn(verticles, ids));
        }
        return chain;
    }

    private Future<Void> deployInTurn(List<VerticleBase> verticles, List<String> ids) {
        Future<Void> chain = Future.succeededFuture();
        for (VerticleBase verticle : verticles) {
            chain = chain.compose(done -> vertx.deployVerticle(verticle))
                    .onSuccess(ids::add)
                    .mapEmpty();
        }
        return chain;
    }
}
