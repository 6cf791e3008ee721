package io.evently.delivery;

import io.evently.bus.TypedBus;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.contact.Directory;
import io.evently.contact.Integrators;
import io.evently.schedule.Repeating;
import io.evently.schedule.Signal;
import io.evently.storage.BackgroundBudget;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Delivers notifications of every shard, on every channel that is switched on. One instance per node, one event loop. */
public final class DeliveryVerticle extends VerticleBase {
    private static final Duration PRUNE_PAUSE = Duration.ofMinutes(1);
    private static final int PRUNED = 1_000;

    private final DeliveryConfig config;
    private final TypedBus bus;
    private final Shards shards;
    private final Pool accounts;
    private final Map<ChannelName, Channel> channels;
    private final Integrators integrators;
    private final Signal due;
    private final BackgroundBudget spare;
    private final Supplier<List<String>> nodes;
    private final MeterRegistry meters;
    private final Clock clock;
    private final RandomGenerator random;
    private final List<ChannelLimiter> gates = new ArrayList<>();
    private final List<DeliveryWorker> couriers = new ArrayList<>();
    private final List<Repeating> jobs = new ArrayList<>();
    private final Runnable bell = this::rung;
    private Context loop;
    private boolean rung;

    /**
     * Deliveries of a node.
     *
     * @param channels all that are switched on, but for the sockets; closed when this verticle stops
     * @param due rung when there are new deliveries or broadcasts on some shard
     * @param spare shared with everybody on this node whose work can wait
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
            BackgroundBudget spare,
            Supplier<List<String>> nodes,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random) {
        this.config = config;
        this.bus = bus;
        this.shards = shards;
        this.accounts = accounts;
        this.channels = new EnumMap<>(ChannelName.class);
        this.channels.putAll(channels);
        this.integrators = integrators;
        this.due = due;
        this.spare = spare;
        this.nodes = nodes;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        loop = context;
        channels.put(ChannelName.WEBSOCKET, new SocketChannel(vertx, bus, nodes));
        for (ChannelName name : ChannelName.values()) {
            gates.add(new ChannelLimiter(vertx, channels.getOrDefault(name, new SwitchedOffChannel(name)), config));
        }
        DeliveryMetrics metrics = new DeliveryMetrics(meters);
        Directory directory = new Directory(accounts, integrators, config.defaultChannels(), channels.keySet());
        for (Shard shard : shards.all()) {
            for (ChannelLimiter gate : gates) {
                DeliveryWorker courier = new DeliveryWorker(
                        vertx, shard, gate, directory, config, metrics, spare, this::lookEverywhere, clock, random);
                gate.shareWith(courier);
                couriers.add(courier);
            }
            DeliveryRepository repository = new DeliveryRepository();
            repeat("Pruning notifications of shard " + shard.number(), PRUNE_PAUSE, () -> prune(repository, shard));
        }
        repeat("Reading webhooks", config.poll(), integrators::read);
        due.onRing(bell);
        couriers.forEach(DeliveryWorker::look);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        due.silence(bell);
        return Future.join(jobs.stream().map(Repeating::stop).toList())
                .eventually(() ->
                        Future.join(couriers.stream().map(DeliveryWorker::stop).toList()))
                .eventually(() ->
                        Future.join(gates.stream().map(ChannelLimiter::close).toList()));
    }

    private void repeat(String name, Duration pause, Supplier<Future<Void>> work) {
        Repeating job = new Repeating(vertx, name, pause, work);
        jobs.add(job);
        job.start();
    }

    private Future<Void> prune(DeliveryRepository repository, Shard shard) {
        return repository
                .prune(shard.pool(), clock.instant().minus(config.retention()), PRUNED)
                .compose(pruned -> pruned < PRUNED ? Future.succeededFuture() : prune(repository, shard));
    }

    // From any thread, and often: one look for all rings of a turn.
    private void rung() {
        loop.runOnContext(ring -> lookEverywhere());
    }

    private void lookEverywhere() {
        if (!rung) {
            rung = true;
            vertx.runOnContext(turn -> {
                rung = false;
                gates.forEach(ChannelLimiter::offerRoom);
            });
        }
    }
}
