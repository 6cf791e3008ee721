package io.evently.outbox;

import io.evently.outbox.OutboxRepository.Taken;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes one listener through the facts of a shard: a batch in each transaction, whose end moves the cursor. Rests while the
 * cursor is at the last fact. For the event loop of the shard's outbox.
 */
final class ListenerRounds {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final OutboxConfig config;
    private final Shard shard;
    private final FactListener listener;
    private final OutboxRepository repository;
    private final BackgroundBudget budget;
    private final Clock clock;
    private final Rounds rounds;
    private final AtomicLong lagMillis = new AtomicLong();
    private final Counter taken;
    private final Counter leftOut;
    private long head;
    private boolean registered;
    private boolean behind;

    ListenerRounds(
            Vertx vertx,
            OutboxConfig config,
            Shard shard,
            FactListener listener,
            OutboxRepository repository,
            BackgroundBudget budget,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.shard = shard;
        this.listener = listener;
        this.repository = repository;
        this.budget = budget;
        this.clock = clock;
        String number = Integer.toString(shard.number());
        this.rounds = new Rounds(
                        vertx,
                        "Listener " + listener.name() + " of shard " + number,
                        config.poll(),
                        Duration.ZERO,
                        this::round)
                .growingTo(OutboxConfig.LONGEST_POLL)
                .within(budget.own());
        listener.wakes().forEach(rounds::rungBy);
        this.taken = Counter.builder("evently.outbox.taken")
                .description("Facts that a listener took on this node")
                .tag("shard", number)
                .tag("listener", listener.name())
                .register(meters);
        this.leftOut = Counter.builder("evently.outbox.left.out")
                .description("Facts that a listener could not read and so left out, on this node")
                .tag("shard", number)
                .tag("listener", listener.name())
                .register(meters);
        Gauge.builder("evently.outbox.lag", lagMillis, millis -> millis.get() / MILLIS_PER_SECOND)
                .description("How long the oldest fact that a listener has not taken had waited at the last look")
                .baseUnit("seconds")
                .tag("shard", number)
                .tag("listener", listener.name())
                .strongReference(true)
                .register(meters);
    }

    void start() {
        rounds.start();
    }

    Future<Void> stop() {
        return rounds.stop();
    }

    /** Tells how far facts are numbered and where the cursors stand. */
    void head(long numbered, Map<String, Long> positions) {
        head = numbered;
        // Also when somebody has deleted its row since.
        registered = positions.containsKey(listener.name());
        if (!registered) {
            rounds.ring();
        } else if (head > positions.getOrDefault(listener.name(), head)) {
            behind = true;
            rounds.ring();
        } else if (!behind) {
            lagMillis.set(0);
        }
    }

    // Without a word from the numbering there is nothing to look for, and a look is not free.
    private Future<Next> round() {
        if (!registered) {
            return register();
        }
        if (!behind || !listener.ready(config.batch())) {
            return Future.succeededFuture(Next.NOTHING);
        }
        return shard.pool()
                .withTransaction(transaction -> repository
                        .take(transaction, listener.name(), config.batch())
                        .compose(batch -> hand(transaction, batch)))
                .onFailure(e -> listener.failed())
                .compose(this::committed)
                .onFailure(e -> measure());
    }

    private Future<Next> register() {
        return repository
                .register(shard.pool(), listener.name(), listener.start(), clock.instant())
                .map(done -> {
                    registered = true;
                    behind = true;
                    return Next.MORE;
                });
    }

    private Future<Taken> hand(SqlClient transaction, Taken batch) {
        if (batch.facts().isEmpty()) {
            return Future.succeededFuture(batch);
        }
        long last = batch.facts().get(batch.facts().size() - 1).number();
        return listener.take(transaction, batch.facts())
                .timeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                .compose(done -> repository.advance(transaction, listener.name(), last, clock.instant()))
                .map(batch);
    }

    private Future<Next> committed(Taken batch) {
        if (!batch.mine()) {
            measure();
            return Future.succeededFuture(Next.ELSEWHERE);
        }
        if (batch.facts().isEmpty()) {
            behind = false;
            lagMillis.set(0);
            return Future.succeededFuture(Next.NOTHING);
        }
        List<StoredFact> facts = batch.facts();
        taken.increment(facts.size());
        leftOut.increment(listener.leftOut());
        Duration waited = waited(facts.get(0).at());
        lagMillis.set(waited.toMillis());
        budget.own().late(waited);
        behind = head > facts.get(facts.size() - 1).number();
        listener.committed();
        return Future.succeededFuture(behind ? Next.MORE : Next.DONE);
    }

    // Somebody else is at it, or nobody can be: the lag is the same for all.
    private void measure() {
        repository
                .oldest(shard.pool(), listener.name())
                .onSuccess(oldest -> lagMillis.set(
                        oldest.map(this::waited).orElse(Duration.ZERO).toMillis()));
    }

    private Duration waited(Instant since) {
        Duration waited = Duration.between(since, clock.instant());
        return waited.isNegative() ? Duration.ZERO : waited;
    }
}
