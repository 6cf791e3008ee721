package io.evently.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's part in the cluster: its Hazelcast member, the clustered Vert.x on top, and the event locks. */
public final class Cluster {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final int BUS_TIMEOUT_MS = 1_000;
    private static final int PONG_TIMEOUT_MS = 5_000;

    private final String nodeName;
    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final EventLocks locks;
    private final BusSelfCheck selfCheck;

    private Cluster(UUID node, HazelcastInstance hazelcast, Vertx vertx, EventLocks locks, BusSelfCheck selfCheck) {
        this.nodeName = node.toString();
        this.hazelcast = hazelcast;
        this.vertx = vertx;
        this.locks = locks;
        this.selfCheck = selfCheck;
    }

    /**
     * Joins the cluster, or founds it. Blocks the calling thread for the seconds Hazelcast needs, so it is for the main
     * thread and never for an event loop.
     *
     * @param options taken as they are, except for the event bus's host, ports and time-outs
     * @param customization adds what only the builder can take, such as a metrics factory
     * @return fails with {@link ClusterStartException} when an address or port cannot be had
     */
    public static Future<Cluster> join(
            ClusterConfig config, VertxOptions options, UnaryOperator<VertxBuilder> customization) {
        UUID node = UUID.randomUUID();
        HazelcastInstance hazelcast;
        try {
            hazelcast = PromptJoining.newMember(HazelcastSettings.of(config, node));
        } catch (RuntimeException e) {
            return Future.failedFuture(startFailure(config, e));
        }
        options.setEventBusOptions(busOptions(config, hazelcast, options.getEventBusOptions()));
        return customization
                .apply(Vertx.builder().with(options))
                .withClusterManager(new SteadyRegistrations(hazelcast))
                .buildClustered()
                .compose(vertx -> equip(config, node, hazelcast, vertx))
                .recover(failure -> {
                    hazelcast.getLifecycleService().terminate();
                    return Future.failedFuture(startFailure(config, failure));
                });
    }

    private static Future<Cluster> equip(ClusterConfig config, UUID node, HazelcastInstance hazelcast, Vertx vertx) {
        Future<HazelcastEventLocks> locks =
                HazelcastEventLocks.open(vertx, hazelcast, node, config.lockLease(), new Random());
        Future<BusSelfCheck> selfCheck = BusSelfCheck.start(vertx, hazelcast, node);
        return Future.all(locks, selfCheck)
                .map(ready -> new Cluster(node, hazelcast, vertx, locks.result(), selfCheck.result()))
                .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)));
    }

    public Vertx vertx() {
        return vertx;
    }

    public EventLocks locks() {
        return locks;
    }

    /** What this node is called in the cluster; another at each start. */
    public String nodeName() {
        return nodeName;
    }

    /** The names of the nodes this one sees, its own among them. */
    public List<String> nodeNames() {
        return hazelcast.getLifecycleService().isRunning()
                ? hazelcast.getCluster().getMembers().stream()
                        .flatMap(member -> NodeAttribute.of(member).stream())
                        .toList()
                : List.of(nodeName);
    }

    /** Members this node sees, itself included. */
    public int memberCount() {
        return hazelcast.getLifecycleService().isRunning()
                ? hazelcast.getCluster().getMembers().size()
                : 0;
    }

    /** True while this node is a member and its own clustered address answers when called through a peer. */
    public boolean healthy() {
        return hazelcast.getLifecycleService().isRunning() && selfCheck.passing();
    }

    /** Ends what this package does by itself; before the rest is stopped, which it would call in vain. */
    public void prepareToLeave() {
        selfCheck.stop();
    }

    /** Closes Vert.x with all it runs, then leaves the cluster, handing this member's share of the data over. For tests. */
    public Future<Void> leave() {
        Promise<Void> left = Promise.promise();
        new Thread(
                        () -> {
                            leave(true, Duration.ofMinutes(1));
                            left.complete();
                        },
                        "evently-cluster-leave")
                .start();
        return left.future();
    }

    /**
     * Closes Vert.x, then leaves the cluster, handing this member's share of the data over. Blocks; not for threads of Vert.x.
     *
     * @param idle whether Vert.x runs nothing any more; else it is left as it is, to end with the process
     * @param patience for each of the two; after that the member goes without a word, as in a crash
     */
    public void leave(boolean idle, Duration patience) {
        prepareToLeave();
        if (idle) {
            boolean unused =
                    ended("Vert.x", patience, vertx.close().toCompletionStage().toCompletableFuture());
        }
        CompletableFuture<Void> shutdown = new CompletableFuture<>();
        Thread leaving = new Thread(
                () -> {
                    hazelcast.shutdown();
                    shutdown.complete(null);
                },
                "evently-cluster-leave");
        leaving.setDaemon(true);
        leaving.start();
        if (!ended("Hazelcast", patience, shutdown)) {
            Thread terminating = new Thread(hazelcast.getLifecycleService()::terminate, "evently-cluster-end");
            terminating.setDaemon(true);
            terminating.start();
        }
    }

    private static boolean ended(String what, Duration patience, CompletableFuture<Void> ending) {
        try {
            Void unused = ending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            log.warn("{} did not close cleanly", what, e.getCause());
        } catch (TimeoutException e) {
            log.warn("{} did not close within {}", what, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Ends at once, as a crash would: nothing is handed over and nobody is told. For tests. */
    void crash() {
        hazelcast.getLifecycleService().terminate();
    }

    HazelcastInstance hazelcast() {
        return hazelcast;
    }

    private static EventBusOptions busOptions(
            ClusterConfig config, HazelcastInstance hazelcast, @Nullable EventBusOptions given) {
        EventBusOptions bus = given == null ? new EventBusOptions() : given;
        String chosen = hazelcast.getCluster().getLocalMember().getAddress().getHost();
        if (!config.anyHost()) {
            bus.setHost(config.host());
        } else {
            bus.setHost(config.publicHost() == null ? chosen : config.host());
        }
        if (config.publicHost() != null) {
            bus.setClusterPublicHost(config.publicHost());
        }
        bus.setPort(config.busPort());
        // A peer that died without a word must not hold messages back for the 20 s to 60 s of the defaults.
        bus.setClusterPingInterval(BUS_TIMEOUT_MS);
        // A member that hangs is put out in about this time, with its connection; a busy one must not be taken for it
        // before.
        bus.setClusterPingReplyInterval(PONG_TIMEOUT_MS);
        bus.setConnectTimeout(BUS_TIMEOUT_MS);
        return bus;
    }

    private static Throwable startFailure(ClusterConfig config, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (said.contains("No matching network interface")) {
                return new ClusterStartException(
                        "cluster.host " + config.host() + " is not an address of this machine", failure);
            }
            if (said.contains("Node failed to start")) {
                return new ClusterStartException(
                        "no member of cluster " + config.name()
                                + " lets this node in: one that hangs, or another program, is"
                                + " at an address in cluster.members (end it, or wait until it is put out), or the members"
                                + " run another version",
                        failure);
            }
            if (cause instanceof IndeterminateOperationStateException) {
                return new ClusterStartException(
                        "the other members of cluster " + config.name() + " are too busy to let this node in", failure);
            }
            if (cause instanceof BindException || said.contains("ServerSocket bind has failed")) {
                return new ClusterStartException(
                        config.host() + " has no free port for the cluster: tried " + ports(config), failure);
            }
        }
        return failure;
    }

    private static String ports(ClusterConfig config) {
        String hazelcastPorts = "cluster.port " + config.port() + " to " + (config.port() + config.portCount() - 1);
        return config.busPort() == 0 ? hazelcastPorts : hazelcastPorts + " and cluster.busPort " + config.busPort();
    }
}
