package io.evently.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls this node's own clustered address through a peer. After several nodes died at once the bus is known to keep
 * stale addresses, which no membership figure shows; only a call that comes back does.
 */
final class BusSelfCheck {
    private static final Logger log = LoggerFactory.getLogger(BusSelfCheck.class);
    private static final long PERIOD_MS = 5_000;
    private static final long TIMEOUT_MS = 1_000;
    private static final int MISSES_ALLOWED = 2;
    private static final int CALLBACK_FAILED = 1;

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final UUID node;
    private volatile int misses;
    private volatile long timer;
    private int round;

    private BusSelfCheck(Vertx vertx, HazelcastInstance hazelcast, UUID node) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.node = node;
    }

    /** Answers peers at once, and begins its own calls one period from now. */
    static Future<BusSelfCheck> start(Vertx vertx, HazelcastInstance hazelcast, UUID node) {
        var check = new BusSelfCheck(vertx, hazelcast, node);
        check.timer = vertx.setPeriodic(PERIOD_MS, fired -> check.run());
        return Future.all(
                        vertx.eventBus()
                                .<String>consumer(echoAddress(node.toString()), message -> message.reply("here"))
                                .completion(),
                        vertx.eventBus()
                                .<String>consumer(callBackAddress(node.toString()), check::callBack)
                                .completion())
                .map(check);
    }

    /** False after three calls in a row that did not come back. A node without peers passes. */
    boolean passing() {
        return misses <= MISSES_ALLOWED;
    }

    /** Makes no more calls; peers are still answered. */
    void stop() {
        vertx.cancelTimer(timer);
    }

    private void run() {
        Optional<String> peer = nextPeer();
        if (peer.isEmpty()) {
            misses = 0;
            return;
        }
        vertx.eventBus()
                .<String>request(callBackAddress(peer.get()), node.toString(), timeout(2 * TIMEOUT_MS))
                .onComplete(came -> count(came.succeeded(), peer.get()));
    }

    private void count(boolean came, String peer) {
        int before = misses;
        misses = came ? 0 : before + 1;
        if (misses > MISSES_ALLOWED) {
            log.warn("The event bus did not carry a call through {} and back, {} times in a row", peer, misses);
        }
    }

    private void callBack(Message<String> request) {
        vertx.eventBus()
                .<String>request(echoAddress(request.body()), "", timeout(TIMEOUT_MS))
                .onSuccess(echo -> request.reply(echo.body()))
                .onFailure(failure -> request.fail(CALLBACK_FAILED, failure.getMessage()));
    }

    private Optional<String> nextPeer() {
        if (!hazelcast.getLifecycleService().isRunning()) {
            return Optional.empty();
        }
        List<String> peers = hazelcast.getCluster().getMembers().stream()
                .filter(member -> !member.localMember())
                .flatMap((Member member) -> NodeAttribute.of(member).stream())
                .sorted()
                .toList();
        return peers.isEmpty() ? Optional.empty() : Optional.of(peers.get(Math.floorMod(round++, peers.size())));
    }

    private static DeliveryOptions timeout(long ms) {
        return new DeliveryOptions().setSendTimeout(ms);
    }

    private static String echoAddress(String node) {
        return "cluster.echo." + node;
    }

    private static String callBackAddress(String node) {
        return "cluster.call-back." + node;
    }
}
