package io.evently.outbox;

import io.evently.outbox.OutboxRepository.Numbered;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The outbox of one shard: gives facts their numbers and wakes the listeners that have not taken them yet. One instance for
 * each shard and node; PostgreSQL lets one of them number at a time, and one be each listener. Rung by what this node
 * commits; looks by itself for what other nodes left behind when they died.
 */
public final class OutboxVerticle extends VerticleBase {
    private static final Duration PRUNE_PAUSE = Duration.ofMinutes(1);
    private static final Duration SEEN_PAUSE = Duration.ofMinutes(5);
    private static final int PRUNED = 500;

    private final OutboxConfig config;
    private final Shard shard;
    private final List<FactListener> named;
    private final BackgroundBudget budget;
    private final MeterRegistry meters;
    private final Clock clock;
    private final OutboxRepository repository = new OutboxRepository();
    private List<ListenerRounds> listeners = List.of();
    private List<Rounds> upkeep = List.of();

    /**
     * The outbox of a shard.
     *
     * @param listeners each with a name of its own
     * @param budget shared with everybody on this node whose work can wait
     */
    public OutboxVerticle(
            OutboxConfig config,
            Shard shard,
            List<FactListener> listeners,
            BackgroundBudget budget,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.shard = shard;
        this.named = List.copyOf(listeners);
        this.budget = budget;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        listeners = named.stream()
                .map(listener -> new ListenerRounds(vertx, config, shard, listener, repository, budget, meters, clock))
                .toList();
        String number = " of shard " + shard.number();
        Rounds numbering = new Rounds(
                        vertx, "Numbering the facts" + number, config.poll(), config.gather(), this::number)
                .rungBy(shard.outbox())
                .growingTo(OutboxConfig.LONGEST_POLL)
                .apart(OutboxConfig.APART)
                .within(budget.own());
        upkeep = List.of(
                numbering,
                Rounds.every(vertx, "Pruning the facts" + number, PRUNE_PAUSE, this::prune),
                Rounds.every(vertx, "Keeping the cursors" + number, SEEN_PAUSE, this::seen));
        listeners.forEach(ListenerRounds::start);
        upkeep.forEach(Rounds::start);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(upkeep.stream().map(Rounds::stop).toList())
                .eventually(() ->
                        Future.join(listeners.stream().map(ListenerRounds::stop).toList()));
    }

    private Future<Next> number() {
        return repository.number(shard.pool(), config.batch()).map(numbered -> {
            listeners.forEach(listener -> listener.head(numbered.head(), numbered.positions()));
            return next(numbered);
        });
    }

    private static Next next(Numbered numbered) {
        if (!numbered.mine()) {
            return Next.ELSEWHERE;
        }
        if (numbered.full()) {
            return Next.MORE;
        }
        return numbered.facts() > 0 ? Next.DONE : Next.NOTHING;
    }

    private Future<Void> prune() {
        return repository
                .prune(shard.pool(), clock.instant().minus(config.retention()), PRUNED)
                .compose(pruned -> pruned < PRUNED ? Future.succeededFuture() : prune());
    }

    private Future<Void> seen() {
        return repository.seen(
                shard.pool(), named.stream().map(FactListener::name).toList(), clock.instant());
    }
}
