package io.evently.delivery;

import io.evently.bus.TypedBus;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.contact.Directory;
import io.evently.contact.Integrators;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Rounds;
import io.evently.schedule.Signal;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Delivers notifications of every shard, on every channel that is switched on. One instance per node, one event loop. */
public final class DeliveryVerticle extends VerticleBase {
    private static final Duration PRUNE_PAUSE = Duration.ofMinutes(1);
    private static final Duration COUNTS_PAUSE = Duration.ofHours(1);
    private static final Duration COUNTS_KEPT = Duration.ofDays(2);
    private static final int PRUNED = 1_000;

    private final DeliveryConfig config;
    private final TypedBus bus;
    private final Shards shards;
    private final Pool accounts;
    private final Map<ChannelName, Channel> channels;
    private final Integrators integrators;
    private final Signal due;
    private final BackgroundBudget budget;
    private final Handover handover;
    private final Supplier<List<String>> nodes;
    private final MeterRegistry meters;
    private final ShardClocks clocks;
    private final RandomGenerator random;
    private final List<ChannelLimiter> limiters = new ArrayList<>();
    private final List<Turns> turns = new ArrayList<>();
    private final List<Rounds> jobs = new ArrayList<>();
    private final Runnable listener = this::ring;
    private final AtomicBoolean rung = new AtomicBoolean();
    private Context loop;

    /**
     * Deliveries of a node.
     *
     * @param channels all that are switched on, but for the sockets; closed when this verticle stops
     * @param due rung when there are new deliveries or broadcasts on some shard
     * @param budget shared with everybody on this node whose work can wait
     * @param handover what is handed over to this node's deliveries without being read
     * @param nodes names of all nodes that live, whose sockets are asked
     */
    public DeliveryVerticle(
            DeliveryConfig config,
            TypedBus bus,
            Shards shards,
            Pool accounts,
            Map<ChannelName, Channel> channels,
            Integrators integrators,
            Signal due,
            BackgroundBudget budget,
            Handover handover,
            Supplier<List<String>> nodes,
            MeterRegistry meters,
            ShardClocks clocks,
            RandomGenerator random) {
        this.config = config;
        this.bus = bus;
        this.shards = shards;
        this.accounts = accounts;
        this.channels = new EnumMap<>(ChannelName.class);
        this.channels.putAll(channels);
        this.integrators = integrators;
        this.due = due;
        this.budget = budget;
        this.handover = handover;
        this.nodes = nodes;
        this.meters = meters;
        this.clocks = clocks;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        loop = context;
        channels.put(ChannelName.WEBSOCKET, new SocketChannel(vertx, bus, nodes));
        DeliveryMetrics metrics = new DeliveryMetrics(meters);
        Directory directory = new Directory(
                accounts, integrators, config.defaultChannels(), channels.keySet(), config.endpointPatience());
        for (ChannelName name : ChannelName.values()) {
            ChannelLimiter limiter = new ChannelLimiter(
                    vertx,
                    channels.getOrDefault(name, new SwitchedOffChannel(name)),
                    config,
                    handover.gate(name),
                    clocks.node());
            Turns workers = new Turns();
            for (Shard shard : shards.all()) {
                workers.add(new DeliveryWorker(
                        vertx,
                        shard,
                        limiter,
                        directory,
                        config,
                        metrics,
                        budget,
                        handover,
                        workers::room,
                        this::ring,
                        clocks.of(shard),
                        random));
            }
            limiters.add(limiter);
            turns.add(workers);
        }
        DeliveryRepository repository = new DeliveryRepository();
        for (Shard shard : shards.all()) {
            repeat("Pruning notifications of shard " + shard.number(), PRUNE_PAUSE, () -> prune(repository, shard));
        }
        repeat(
                "Forgetting counts of messages",
                COUNTS_PAUSE,
                () -> directory.forgetCounts(
                        LocalDate.ofInstant(clocks.node().instant().minus(COUNTS_KEPT), ZoneOffset.UTC)));
        repeat("Reading webhooks", config.poll(), integrators::read);
        due.onRing(listener);
        turns.forEach(Turns::start);
        return Future.succeededFuture();
    }

    // What is under way is given up rather than waited for: whoever finds it due next makes the attempt again. Every
    // step ends
    // with the statement under way, also when the databases are gone.
    @Override
    public Future<?> stop() {
        due.silence(listener);
        List<Future<Void>> ended = new ArrayList<>();
        limiters.forEach(limiter -> ended.add(limiter.close().otherwiseEmpty()));
        turns.forEach(workers -> ended.add(workers.stopClaiming()));
        jobs.forEach(job -> ended.add(job.stop()));
        return Future.join(ended)
                .eventually(() -> Future.join(turns.stream().map(Turns::stop).toList()));
    }

    private void repeat(String name, Duration pause, Supplier<Future<Void>> work) {
        Rounds job = Rounds.every(vertx, name, pause, work);
        jobs.add(job);
        job.start();
    }

    private Future<Void> prune(DeliveryRepository repository, Shard shard) {
        return repository
                .prune(shard.pool(), clocks.of(shard).instant().minus(config.retention()), PRUNED)
                .compose(pruned -> pruned < PRUNED ? Future.succeededFuture() : prune(repository, shard));
    }

    // From any thread, and often: all rings of a turn are passed on as one.
    private void ring() {
        if (rung.compareAndSet(false, true)) {
            loop.runOnContext(turn -> {
                rung.set(false);
                turns.forEach(Turns::ring);
            });
        }
    }

    /** The workers of one channel, who share its room: each time another one is the first to claim. */
    private static final class Turns {
        private final List<DeliveryWorker> workers = new ArrayList<>();
        private int first;

        void add(DeliveryWorker worker) {
            workers.add(worker);
        }

        void start() {
            workers.forEach(DeliveryWorker::start);
            ring();
        }

        void ring() {
            inTurn(DeliveryWorker::ring);
        }

        void room() {
            inTurn(DeliveryWorker::room);
        }

        private void inTurn(Consumer<DeliveryWorker> call) {
            first = (first + 1) % workers.size();
            for (int i = 0; i < workers.size(); i++) {
                call.accept(workers.get((first + i) % workers.size()));
            }
        }

        Future<Void> stopClaiming() {
            return Future.join(
                            workers.stream().map(DeliveryWorker::stopClaiming).toList())
                    .mapEmpty();
        }

        Future<Void> stop() {
            return Future.join(workers.stream().map(DeliveryWorker::stop).toList())
                    .mapEmpty();
        }
    }
}
