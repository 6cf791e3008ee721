package io.evently.outbox;

import io.evently.outbox.OutboxRepository.Taken;
import io.evently.storage.BackgroundBudget;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays the outbox of one shard to the outlets: at least once, in order for each event, a batch in each transaction. One
 * instance for each shard and node; PostgreSQL lets one of them work at a time. Rung by what this node commits; looks by
 * itself for what other nodes left behind when they died.
 */
public final class RelayVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(RelayVerticle.class);
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final long BUSY_RETRY_MS = 20;

    private final OutboxConfig config;
    private final Shard shard;
    private final List<Outlet> outlets;
    private final BackgroundBudget spare;
    private final Runnable afterwards;
    private final Clock clock;
    private final OutboxRepository repository = new OutboxRepository();
    private final AtomicLong lagMillis = new AtomicLong();
    private final Counter relayed;
    private final Runnable bell = this::rung;
    private Context loop;
    private Future<?> run = Future.succeededFuture();
    private long timer = -1;
    private boolean running;
    private boolean again;
    private boolean failing;
    private boolean stopped;

    /**
     * A relay of a shard.
     *
     * @param outlets in the order in which they are given each batch
     * @param spare shared with everybody on this node whose work can wait
     * @param afterwards run on this verticle's event loop when a batch is committed
     */
    public RelayVerticle(
            OutboxConfig config,
            Shard shard,
            List<Outlet> outlets,
            BackgroundBudget spare,
            Runnable afterwards,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.shard = shard;
        this.outlets = List.copyOf(outlets);
        this.spare = spare;
        this.afterwards = afterwards;
        this.clock = clock;
        String number = Integer.toString(shard.number());
        this.relayed = Counter.builder("evently.outbox.relayed")
                .description("Rows of the outbox that this node handed on")
                .tag("shard", number)
                .register(meters);
        Gauge.builder("evently.outbox.lag", lagMillis, millis -> millis.get() / MILLIS_PER_SECOND)
                .description("How long the oldest row of the outbox had waited at the last look")
                .baseUnit("seconds")
                .tag("shard", number)
                .strongReference(true)
                .register(meters);
    }

    @Override
    public Future<?> start() {
        loop = context;
        shard.outbox().onRing(bell);
        rest(config.poll().toMillis());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        shard.outbox().silence(bell);
        vertx.cancelTimer(timer);
        return run.otherwiseEmpty();
    }

    private void rung() {
        loop.runOnContext(ring -> {
            if (running) {
                again = true;
            } else if (!stopped) {
                rest(Math.max(config.gather().toMillis(), spare.waitMillis()));
            }
        });
    }

    // A pause replaces the one before, so that a ring shortens a poll and no two runs ever stand in line.
    private void rest(long millis) {
        vertx.cancelTimer(timer);
        if (!stopped) {
            timer = vertx.setTimer(Math.max(1, millis), fired -> work());
        }
    }

    private void work() {
        running = true;
        again = false;
        long begun = System.nanoTime();
        run = batch().onComplete(done -> {
            running = false;
            note(done.cause());
            if (done.failed() || !done.result().mine()) {
                measure();
            }
            if (done.succeeded() && !done.result().rows().isEmpty()) {
                spare.usedSince(begun);
            }
            rest(pause(done.succeeded() ? done.result() : null));
        });
    }

    private long pause(@Nullable Taken taken) {
        if (taken == null) {
            return config.poll().toMillis();
        }
        if (!taken.mine()) {
            return again ? BUSY_RETRY_MS : config.poll().toMillis();
        }
        long pause = spare.waitMillis();
        if (taken.rows().size() >= config.batch()) {
            return pause;
        }
        return again
                ? Math.max(config.gather().toMillis(), pause)
                : config.poll().toMillis();
    }

    private Future<Taken> batch() {
        return shard.pool()
                .withTransaction(transaction -> repository
                        .take(transaction, config.batch())
                        .compose(taken -> taken.rows().isEmpty()
                                ? Future.succeededFuture(taken)
                                : hand(transaction, taken.rows()).map(taken)))
                .onSuccess(this::committed);
    }

    private Future<Void> hand(SqlClient transaction, List<OutboxRow> rows) {
        Future<Void> handed = Future.succeededFuture();
        for (Outlet outlet : outlets) {
            handed = handed.compose(done -> outlet.take(transaction, rows));
        }
        return handed;
    }

    private void committed(Taken taken) {
        if (!taken.rows().isEmpty()) {
            relayed.increment(taken.rows().size());
            lagMillis.set(Math.max(
                    0,
                    Duration.between(taken.rows().get(0).at(), clock.instant()).toMillis()));
            afterwards.run();
        } else if (taken.mine()) {
            lagMillis.set(0);
        }
    }

    // Somebody else relays, or nobody can: the lag is the same for all.
    private void measure() {
        Instant now = clock.instant();
        repository
                .oldest(shard.pool())
                .onSuccess(oldest -> lagMillis.set(oldest.map(
                                at -> Math.max(0, Duration.between(at, now).toMillis()))
                        .orElse(0L)))
                .onFailure(e -> log.debug("The lag of the outbox of shard {} is unknown", shard.number(), e));
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            log.warn("Relaying the outbox of shard {} fails and will be tried again", shard.number(), failure);
        } else if (failure == null && failing) {
            log.info("Relaying the outbox of shard {} works again", shard.number());
        }
        failing = failure != null;
    }
}
