package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import io.evently.contact.Directory;
import io.evently.contact.WebhookEnded;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.vertx.core.Context;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due on one channel of one shard: claims, tries, writes down, tries again later. Every node has one; claims
 * keep them from trying the same at once. A slow channel fills its own limiter and holds up no other. For one event loop only.
 */
final class DeliveryWorker {
    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
    // What a node leaves behind that dies is due when its lease ends; who waits for that can wait for this.
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);
    private static final Duration UNTRIED_PAUSE = Duration.ofSeconds(1);
    // Looking recipients up may wait for a connection, which costs the database nothing.
    private static final long MOST_CHARGED_NANOS = 50_000_000;
    /** However much of what was claimed went back, no more than so many times the room is claimed. */
    private static final double LEAST_KEPT = 1.0 / 8;

    private final Vertx vertx;
    private final Shard shard;
    private final ChannelLimiter limiter;
    private final Directory directory;
    private final DailyLimit limit;
    private final DeliveryConfig config;
    private final Judge judge;
    private final Runnable onRoom;
    private final Runnable onNewDeliveries;
    private final Clock clock;
    private final DeliveryRepository repository = new DeliveryRepository();
    private final BackgroundBudget budget;
    private final ResultWriter results;
    private final Rounds rounds;
    private final Handover.Lane handedOver;
    private boolean stopping;
    private Promise<Void> idle = Promise.promise();
    private int underWay;
    /** Whether the last look may have left something behind. */
    private boolean wanting = true;
    /** Of what was claimed lately, the part that took a turn at its channel and did not go back at once. */
    private double kept = 1;

    /**
     * A worker of a channel and a shard.
     *
     * @param budget shared with everybody on this node whose work can wait
     * @param handover what is handed over without being read
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
            Handover handover,
            Runnable onRoom,
            Runnable onNewDeliveries,
            Clock clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.shard = shard;
        this.limiter = limiter;
        this.directory = directory;
        this.limit = new DailyLimit(directory, limiter.name(), config);
        this.config = config;
        this.judge = new Judge(limiter.name(), config, metrics, clock, random);
        this.onRoom = onRoom;
        this.onNewDeliveries = onNewDeliveries;
        this.clock = clock;
        this.budget = budget;
        this.handedOver = handover.lane(shard.number(), limiter.name());
        this.results = new ResultWriter(vertx, shard, limiter.name(), config, budget, this::written, clock);
        this.rounds = new Rounds(
                        vertx,
                        "Claiming deliveries of shard " + shard.number() + " by "
                                + limiter.name().code(),
                        config.poll(),
                        Duration.ZERO,
                        this::claim)
                .growingTo(LONGEST_POLL)
                .within(budget.own());
    }

    /** Looks from time to time from now on. On the event loop of this worker. */
    void start() {
        Context loop = vertx.getOrCreateContext();
        handedOver.to(claimed -> loop.runOnContext(turn -> takeOver(claimed)));
        rounds.start();
    }

    /** Looks for due deliveries soon, or as soon as there is room for one. */
    void ring() {
        rounds.ring();
    }

    /** Looks again, if there was no room for all that was due. */
    void room() {
        if (wanting) {
            rounds.ring();
        }
    }

    /** Claims no more; completes when the claim under way is over. */
    Future<Void> stopClaiming() {
        stopping = true;
        handedOver.close();
        return rounds.stop();
    }

    /** Completes, always well, when what was claimed is written down, or cannot be; nothing may be under way any more. */
    Future<Void> stop() {
        return idle().compose(ended -> results.stop());
    }

    // The recipients may still be looked up, for as long as a statement may take.
    private Future<Void> idle() {
        return underWay == 0 ? Future.succeededFuture() : idle.future();
    }

    // While results cannot be written, no more is claimed: what was sent must not be sent again. And writing takes
    // longer
    // than claiming: without a bound the results of a rush would fill the heap. Where a delivery goes is known only
    // when
    // it was claimed once: while most go back because nothing is sent there now, more are looked through, or the others
    // would wait behind them.
    private Future<Next> claim() {
        int room = results.full() ? 0 : Math.min(limiter.room(kept), config.batch());
        wanting = true;
        if (room == 0) {
            return Future.succeededFuture(Next.NOTHING);
        }
        limiter.take(room);
        Instant now = now();
        boolean settled = handedOver.settled();
        return repository
                .claim(
                        shard.pool(),
                        new Claim(
                                limiter.name(),
                                now,
                                now.plus(config.lease()),
                                now.minus(config.longestWait()),
                                limiter.shut(),
                                room))
                .onFailure(e -> limiter.give(room))
                .map(claimed -> {
                    limiter.give(room - claimed.size());
                    wanting = claimed.size() == room;
                    if (settled && !wanting) {
                        handedOver.caughtUp();
                    }
                    if (claimed.isEmpty()) {
                        return Next.NOTHING;
                    }
                    deliver(claimed);
                    return claimed.size() == room ? Next.MORE : Next.DONE;
                });
    }

    // What comes when this node stops is due again at once; where that cannot be written, when the lease ends.
    private void takeOver(List<ClaimedDelivery> claimed) {
        if (stopping) {
            List<DeliveryResult> back = claimed.stream()
                    .map(delivery -> judge.later(delivery, "the node stops", Duration.ZERO))
                    .toList();
            repository
                    .settle(shard.pool(), limiter.name(), back, now())
                    .onFailure(e -> log.debug("Deliveries wait for the end of their lease", e));
            return;
        }
        limiter.take(claimed.size());
        deliver(claimed);
    }

    private void deliver(List<ClaimedDelivery> claimed) {
        underWay += claimed.size();
        Set<UUID> ids = claimed.stream().map(ClaimedDelivery::recipient).collect(Collectors.toSet());
        long begun = System.nanoTime();
        directory
                .find(limiter.name(), ids)
                .compose(found -> limit.tooMany(claimed, found, now()).onSuccess(beyond -> {
                    budget.own().usedSince(Math.max(begun, System.nanoTime() - MOST_CHARGED_NANOS));
                    attempt(claimed, found, beyond);
                }))
                .onFailure(e ->
                        claimed.forEach(delivery -> done(judge.later(delivery, "recipients unknown", UNTRIED_PAUSE))));
    }

    private void attempt(List<ClaimedDelivery> claimed, Map<UUID, Directory.Entry> found, Set<UUID> beyond) {
        long tried = claimed.stream()
                .filter(delivery -> attempt(
                        delivery, found, beyond.contains(delivery.message().id())))
                .count();
        kept = Math.max(LEAST_KEPT, (kept + (double) tried / claimed.size()) / 2);
    }

    /** False when it goes straight back, because nothing is sent there now. */
    private boolean attempt(ClaimedDelivery claimed, Map<UUID, Directory.Entry> found, boolean beyond) {
        Directory.Entry entry = found.getOrDefault(claimed.recipient(), Directory.Entry.NOBODY);
        List<ChannelName> accepted = entry.wanted(claimed.message().type());
        List<ChannelName> wanted = claimed.failover() ? accepted : List.of();
        if (!entry.accepts(limiter.name(), claimed.message().type())) {
            done(judge.nowhere(claimed, Judge.NOT_WANTED, "not wanted", wanted).accepting(accepted));
            return true;
        }
        if (beyond) {
            done(judge.nowhere(claimed, Judge.REFUSED, "too many messages to this address today", wanted)
                    .accepting(accepted));
            return true;
        }
        List<Address> open = entry.addresses().stream()
                .filter(address -> !claimed.reached().contains(Digest.of(address)))
                .toList();
        if (open.isEmpty()) {
            done((claimed.arrived()
                            ? judge.delivered(claimed, wanted)
                            : judge.nowhere(claimed, Judge.UNREACHABLE, "no address", wanted))
                    .accepting(accepted));
            return true;
        }
        List<Future<Turn>> turns = new ArrayList<>(open.size());
        open.forEach(address -> turns.add(limiter.send(claimed.message(), address)));
        boolean tried = turns.stream().anyMatch(turn -> !(turn.result() instanceof Turn.NotMade));
        Future.join(turns).onComplete(all -> {
            List<Turn> made = turns.stream().map(Future::result).toList();
            for (int i = 0; i < made.size(); i++) {
                if (made.get(i) instanceof Turn.Made attempt) {
                    note(open.get(i), attempt.receipt());
                }
            }
            done(judge.of(claimed, open, made, wanted).accepting(accepted).bound(destination(open)));
        });
        return tried;
    }

    private static @Nullable String destination(List<Address> addresses) {
        List<String> destinations = addresses.stream()
                .flatMap(address -> address.destination().stream())
                .distinct()
                .limit(2)
                .toList();
        return destinations.size() == 1 ? destinations.get(0) : null;
    }

    private void note(Address address, Receipt receipt) {
        directory.note(address, receipt, now()).onSuccess(ended -> ended.ifPresent(this::tellOwner));
    }

    // When the node dies here the list of webhooks still says it.
    private void tellOwner(WebhookEnded webhook) {
        log.info("Webhook {} is switched off: {}", webhook.id(), webhook.reason());
        repository
                .disabled(shard.pool(), webhook, now())
                .onSuccess(written -> shard.outbox().ring())
                .onFailure(e ->
                        log.warn("The owner of webhook {} cannot be told that it is switched off", webhook.id(), e));
    }

    private void done(DeliveryResult result) {
        if (result.state().equals(Judge.DUE)) {
            rounds.ringIn(Duration.between(now(), result.dueAt()));
        }
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

    private Instant now() {
        return clock.instant();
    }
}
