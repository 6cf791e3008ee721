package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import io.evently.contact.Directory;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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

/**
 * Delivers what is due on one channel of one shard: claims, tries, writes down, tries again later. Every node has one; claims
 * keep them from trying the same at once. A slow channel fills its own limiter and holds up no other. For one event loop only.
 */
final class DeliveryWorker {
    private static final Duration UNTRIED_PAUSE = Duration.ofSeconds(1);
    private static final String DUE = "due";
    private static final String DELIVERED = "delivered";
    private static final String UNREACHABLE = "unreachable";
    private static final String DEAD = "dead";

    private final Shard shard;
    private final ChannelLimiter limiter;
    private final Directory directory;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;
    private final Runnable onRoom;
    private final Runnable onNewDeliveries;
    private final Clock clock;
    private final RandomGenerator random;
    private final DeliveryRepository repository = new DeliveryRepository();
    private final ResultWriter results;
    private final Rounds rounds;
    private Promise<Void> idle = Promise.promise();
    private int underWay;

    /**
     * A worker of a channel and a shard.
     *
     * @param budget shared with everybody on this node whose work can wait
     * @param onRoom run when the channel may have room for more
     * @param onNewDeliveries run when another channel has something to do now
     */
    DeliveryWorker(
            Vertx vertx,
            Shard shard,
            ChannelLimiter limiter,
            Directory directory,
            DeliveryConfig config,
            DeliveryMetrics metrics,
            BackgroundBudget budget,
            Runnable onRoom,
            Runnable onNewDeliveries,
            Clock clock,
            RandomGenerator random) {
        this.shard = shard;
        this.limiter = limiter;
        this.directory = directory;
        this.config = config;
        this.metrics = metrics;
        this.onRoom = onRoom;
        this.onNewDeliveries = onNewDeliveries;
        this.clock = clock;
        this.random = random;
        this.results = new ResultWriter(vertx, shard, limiter.name(), config, budget, this::written, clock);
        this.rounds = new Rounds(
                        vertx,
                        "Claiming deliveries of shard " + shard.number() + " by "
                                + limiter.name().code(),
                        config.poll(),
                        Duration.ZERO,
                        this::claim)
                .within(budget);
    }

    /** Looks from time to time from now on. On the event loop of this worker. */
    void start() {
        rounds.start();
    }

    /** Looks for due deliveries soon, or as soon as there is room for one. */
    void ring() {
        rounds.ring();
    }

    /** Claims no more; completes when what was claimed is written down, or cannot be. */
    Future<Void> stop() {
        return rounds.stop().compose(stopped -> idle()).eventually(results::stop);
    }

    private Future<Void> idle() {
        return underWay == 0 ? Future.succeededFuture() : idle.future();
    }

    // While results cannot be written, no more is claimed: what was sent must not be sent again.
    private Future<Next> claim() {
        int room = results.failing() ? 0 : Math.min(limiter.room(), config.batch());
        if (room == 0) {
            return Future.succeededFuture(Next.NOTHING);
        }
        limiter.take(room);
        Instant now = now();
        return repository
                .claim(shard.pool(), limiter.name(), now, now.plus(config.lease()), room)
                .onFailure(e -> limiter.give(room))
                .map(claimed -> {
                    limiter.give(room - claimed.size());
                    if (claimed.isEmpty()) {
                        return Next.NOTHING;
                    }
                    deliver(claimed);
                    return claimed.size() == room ? Next.MORE : Next.DONE;
                });
    }

    private void deliver(List<ClaimedDelivery> claimed) {
        underWay += claimed.size();
        Set<UUID> ids = claimed.stream().map(ClaimedDelivery::recipient).collect(Collectors.toSet());
        directory
                .find(limiter.name(), ids)
                .onSuccess(found -> claimed.forEach(delivery -> attempt(delivery, found)))
                .onFailure(e -> claimed.forEach(delivery -> done(later(delivery, "recipients unknown"))));
    }

    private void attempt(ClaimedDelivery claimed, Map<UUID, Directory.Entry> found) {
        Directory.Entry entry = found.getOrDefault(claimed.recipient(), Directory.Entry.NOBODY);
        List<ChannelName> wanted =
                claimed.failover() ? entry.wanted(claimed.message().type()) : List.of();
        if (!entry.accepts(limiter.name(), claimed.message().type())) {
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
        open.forEach(address -> receipts.add(limiter.send(claimed.message(), address)));
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
            metrics.attempted(limiter.name(), outcome);
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
            metrics.delivered(limiter.name(), Duration.between(claimed.message().createdAt(), now()));
            return result(claimed, DELIVERED, null, wanted, attempts);
        }
        return gone == null
                ? result(claimed, UNREACHABLE, attempts.get(0).detail(), wanted, attempts)
                : result(claimed, DEAD, gone, wanted, attempts);
    }

    private DeliveryResult unreachable(ClaimedDelivery claimed, String detail, List<ChannelName> wanted) {
        metrics.attempted(limiter.name(), UNREACHABLE);
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
        return new DeliveryResult(claimed, DUE, now().plus(UNTRIED_PAUSE), why, false, List.of(), List.of());
    }

    // Full jitter (M. Brooker, "Exponential Backoff and Jitter", 2015), never less than a tenth.
    private Duration backoff(int attempts) {
        double longest = Math.min(
                (double) config.longestRetry().toMillis(), config.firstRetry().toMillis() * Math.pow(2, attempts - 1));
        return Duration.ofMillis((long) (longest * (0.1 + 0.9 * random.nextDouble())));
    }

    private void done(DeliveryResult result) {
        results.add(result);
        limiter.give(1);
        underWay--;
        if (underWay == 0) {
            idle.complete();
            idle = Promise.promise();
        }
    }

    private void written(boolean more) {
        if (more) {
            onNewDeliveries.run();
        }
        onRoom.run();
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
