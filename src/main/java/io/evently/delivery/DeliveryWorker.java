package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import io.evently.contact.Directory;
import io.evently.storage.BackgroundBudget;
import io.evently.storage.Shard;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due on one channel of one shard: claims, tries, writes down, tries again later. Every node has one; claims
 * keep them from trying the same at once. A slow channel fills its own gate and holds up no other. For one event loop only.
 */
final class DeliveryWorker {
    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final long SETTLE_PAUSE_MS = 5;
    private static final Duration TROUBLE_PAUSE = Duration.ofSeconds(1);
    private static final String DUE = "due";
    private static final String DELIVERED = "delivered";
    private static final String UNREACHABLE = "unreachable";
    private static final String DEAD = "dead";

    private final Vertx vertx;
    private final Shard shard;
    private final ChannelLimiter gate;
    private final Directory directory;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;
    private final BackgroundBudget spare;
    private final Runnable onNewDeliveries;
    private final Clock clock;
    private final RandomGenerator random;
    private final DeliveryRepository repository = new DeliveryRepository();
    private List<DeliveryResult> results = new ArrayList<>();
    private Future<?> settling = Future.succeededFuture();
    private long poll = -1;
    private boolean looking;
    private boolean again;
    private boolean settleSoon;
    private boolean troubled;
    private boolean stopped;
    private int underWay;

    /**
     * A courier of a channel and a shard.
     *
     * @param spare shared with everybody on this node whose work can wait
     * @param onNewDeliveries run when another channel has something to do now
     */
    DeliveryWorker(
            Vertx vertx,
            Shard shard,
            ChannelLimiter gate,
            Directory directory,
            DeliveryConfig config,
            DeliveryMetrics metrics,
            BackgroundBudget spare,
            Runnable onNewDeliveries,
            Clock clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.shard = shard;
        this.gate = gate;
        this.directory = directory;
        this.config = config;
        this.metrics = metrics;
        this.spare = spare;
        this.onNewDeliveries = onNewDeliveries;
        this.clock = clock;
        this.random = random;
    }

    /** Looks for due deliveries now, or as soon as there is room for one. */
    void look() {
        if (stopped) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        vertx.cancelTimer(poll);
        long early = spare.waitMillis();
        if (early > 0) {
            rest(Duration.ofMillis(early));
            return;
        }
        int room = Math.min(gate.room(), config.batch());
        if (room == 0 || troubled) {
            rest(gate.resting() || troubled ? TROUBLE_PAUSE : config.poll());
            return;
        }
        looking = true;
        again = false;
        gate.take(room);
        Instant now = clock.instant();
        long begun = System.nanoTime();
        repository
                .claim(shard.pool(), gate.name(), now, now.plus(config.lease()), room)
                .onSuccess(claimed -> {
                    looking = false;
                    gate.give(room - claimed.size());
                    if (!claimed.isEmpty()) {
                        spare.usedSince(begun);
                    }
                    deliver(claimed);
                    if (claimed.size() == room || again) {
                        look();
                    } else {
                        rest(config.poll());
                    }
                })
                .onFailure(e -> {
                    looking = false;
                    gate.give(room);
                    log.debug("No deliveries of shard {} can be claimed", shard.number(), e);
                    rest(TROUBLE_PAUSE);
                });
    }

    /** Claims no more; completes when what was claimed is written down, or cannot be. */
    Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(poll);
        return idle();
    }

    private Future<Void> idle() {
        if (underWay == 0 && results.isEmpty()) {
            return settling.otherwiseEmpty().mapEmpty();
        }
        return vertx.timer(SETTLE_PAUSE_MS).compose(waited -> idle());
    }

    private void rest(Duration pause) {
        vertx.cancelTimer(poll);
        if (!stopped) {
            poll = vertx.setTimer(pause.toMillis(), fired -> look());
        }
    }

    private void deliver(List<ClaimedDelivery> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        underWay += claimed.size();
        Set<UUID> ids = claimed.stream().map(ClaimedDelivery::recipient).collect(Collectors.toSet());
        directory
                .find(gate.name(), ids)
                .onSuccess(found -> claimed.forEach(delivery -> attempt(delivery, found)))
                .onFailure(e -> claimed.forEach(delivery -> done(later(delivery, "recipients unknown"))));
    }

    private void attempt(ClaimedDelivery claimed, Map<UUID, Directory.Entry> found) {
        Directory.Entry entry = found.getOrDefault(claimed.recipient(), Directory.Entry.NOBODY);
        List<ChannelName> wanted = entry.wanted(claimed.message().type());
        if (!entry.accepts(gate.name(), claimed.message().type())) {
            done(unreachable(claimed, "not wanted", wanted));
            return;
        }
        List<Address> open = entry.addresses().stream()
                .filter(address -> !claimed.reached().contains(Digest.of(address)))
                .toList();
        if (open.isEmpty()) {
            done(
                    claimed.arrived()
                            ? result(claimed, DELIVERED, null, wanted, List.of())
                            : unreachable(claimed, "no address", wanted));
            return;
        }
        List<Future<Receipt>> receipts = new ArrayList<>(open.size());
        open.forEach(address -> receipts.add(gate.send(claimed.message(), address)));
        Future.join(receipts).onComplete(all -> done(judge(claimed, open, receipts, wanted)));
    }

    private DeliveryResult judge(
            ClaimedDelivery claimed,
            List<Address> addresses,
            List<Future<Receipt>> receipts,
            List<ChannelName> wanted) {
        List<Attempt> attempts = new ArrayList<>();
        boolean arrived = claimed.arrived();
        String retry = null;
        String gone = null;
        boolean resting = false;
        for (int i = 0; i < addresses.size(); i++) {
            if (receipts.get(i).failed()) {
                resting = resting || receipts.get(i).cause() instanceof OpenCircuitException;
                continue;
            }
            Receipt receipt = receipts.get(i).result();
            String outcome = outcome(receipt);
            attempts.add(new Attempt(Digest.of(addresses.get(i)), outcome, receipt.detail()));
            metrics.attempted(gate.name(), outcome);
            if (receipt instanceof Receipt.Delivered) {
                arrived = true;
            } else if (receipt instanceof Receipt.Retry) {
                retry = receipt.detail();
            } else if (receipt instanceof Receipt.Gone) {
                gone = receipt.detail();
                directory.gone(addresses.get(i));
            }
        }
        if (resting && attempts.isEmpty()) {
            return later(claimed, "channel rests");
        }
        if (retry != null || resting) {
            return claimed.attempts() < config.attempts()
                    ? new DeliveryResult(
                            claimed, DUE, now().plus(backoff(claimed.attempts())), retry, true, List.of(), attempts)
                    : result(claimed, arrived ? DELIVERED : DEAD, retry, wanted, attempts);
        }
        if (arrived) {
            metrics.delivered(gate.name(), Duration.between(claimed.message().createdAt(), now()));
            return result(claimed, DELIVERED, null, wanted, attempts);
        }
        return gone == null
                ? result(claimed, UNREACHABLE, attempts.get(0).detail(), wanted, attempts)
                : result(claimed, DEAD, gone, wanted, attempts);
    }

    private DeliveryResult unreachable(ClaimedDelivery claimed, String detail, List<ChannelName> wanted) {
        metrics.attempted(gate.name(), UNREACHABLE);
        return result(claimed, UNREACHABLE, detail, wanted, List.of(new Attempt("", UNREACHABLE, detail)));
    }

    private DeliveryResult result(
            ClaimedDelivery claimed,
            String state,
            @Nullable String error,
            List<ChannelName> wanted,
            List<Attempt> attempts) {
        return new DeliveryResult(claimed, state, now(), error, true, wanted, attempts);
    }

    // Nothing was tried, so nothing is counted.
    private DeliveryResult later(ClaimedDelivery claimed, String why) {
        return new DeliveryResult(claimed, DUE, now().plus(TROUBLE_PAUSE), why, false, List.of(), List.of());
    }

    // Full jitter (M. Brooker, "Exponential Backoff and Jitter", 2015), never less than a tenth.
    private Duration backoff(int attempts) {
        double longest = Math.min(
                (double) config.longestRetry().toMillis(), config.firstRetry().toMillis() * Math.pow(2, attempts - 1));
        return Duration.ofMillis((long) (longest * (0.1 + 0.9 * random.nextDouble())));
    }

    private void done(DeliveryResult result) {
        underWay--;
        results.add(result);
        gate.give(1);
        if (!settleSoon) {
            settleSoon = true;
            vertx.setTimer(SETTLE_PAUSE_MS, fired -> settle());
        }
    }

    // One statement at a time. While results cannot be written, no more is claimed: what was sent must not be sent
    // again.
    private void settle() {
        if (results.isEmpty()) {
            settleSoon = false;
            return;
        }
        int size = Math.min(results.size(), config.batch());
        List<DeliveryResult> part = List.copyOf(results.subList(0, size));
        long begun = System.nanoTime();
        settling = repository
                .settle(shard.pool(), gate.name(), part, now())
                .onSuccess(more -> {
                    spare.usedSince(begun);
                    results = new ArrayList<>(results.subList(size, results.size()));
                    troubled = false;
                    settle();
                    if (more) {
                        onNewDeliveries.run();
                    }
                    gate.offerRoom();
                })
                .onFailure(e -> {
                    if (!troubled) {
                        log.warn(
                                "What came of deliveries of shard {} cannot be written down yet: {}",
                                shard.number(),
                                e.toString());
                    }
                    troubled = true;
                    vertx.setTimer(TROUBLE_PAUSE.toMillis(), fired -> settle());
                });
    }

    private static String outcome(Receipt receipt) {
        if (receipt instanceof Receipt.Delivered) {
            return DELIVERED;
        }
        if (receipt instanceof Receipt.Gone) {
            return "gone";
        }
        return receipt instanceof Receipt.Retry ? "retry" : UNREACHABLE;
    }

    private Instant now() {
        return clock.instant();
    }
}
