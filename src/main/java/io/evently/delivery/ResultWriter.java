package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes down what came of the deliveries of one channel and shard: what ends together in one statement, and one statement at a
 * time. For one event loop only.
 */
final class ResultWriter {
    // Nothing is written that was not rung for.
    private static final Duration UNASKED = Duration.ofMinutes(1);
    private static final Duration GATHER = Duration.ofMillis(5);

    private final Shard shard;
    private final ChannelName channel;
    private final DeliveryConfig config;
    private final BackgroundBudget budget;
    private final Consumer<Boolean> onWritten;
    private final Clock clock;
    private final Rounds rounds;
    private final DeliveryRepository repository = new DeliveryRepository();
    private List<DeliveryResult> results = new ArrayList<>();
    private boolean failing;

    /**
     * A writer that starts at once.
     *
     * @param budget is told what writing costs; results never wait for it
     * @param onWritten told after each statement whether it made something due on another channel
     */
    ResultWriter(
            Vertx vertx,
            Shard shard,
            ChannelName channel,
            DeliveryConfig config,
            BackgroundBudget budget,
            Consumer<Boolean> onWritten,
            Clock clock) {
        this.shard = shard;
        this.channel = channel;
        this.config = config;
        this.budget = budget;
        this.onWritten = onWritten;
        this.clock = clock;
        this.rounds = new Rounds(
                        vertx,
                        "Writing down deliveries of shard " + shard.number() + " by " + channel.code(),
                        config.poll(),
                        GATHER,
                        this::round)
                .growingTo(UNASKED);
        rounds.start();
    }

    void add(DeliveryResult result) {
        results.add(result);
        rounds.ring();
    }

    /** Whether more wait than one statement takes, or any because they could not be written. */
    boolean full() {
        return failing || results.size() > config.batch();
    }

    /** Completes, always well, when all results are written, or could not be when it was tried once more. */
    Future<Void> stop() {
        return rounds.stop().compose(stopped -> rest()).otherwiseEmpty();
    }

    private Future<Void> rest() {
        return results.isEmpty() ? Future.succeededFuture() : write().compose(written -> rest());
    }

    private Future<Next> round() {
        return results.isEmpty()
                ? Future.succeededFuture(Next.NOTHING)
                : write().map(written -> results.isEmpty() ? Next.DONE : Next.MORE);
    }

    private Future<Void> write() {
        int size = Math.min(results.size(), config.batch());
        List<DeliveryResult> part = List.copyOf(results.subList(0, size));
        long begun = System.nanoTime();
        return repository
                .settle(shard.pool(), channel, part, clock.instant())
                .onSuccess(more -> {
                    budget.own().usedSince(begun);
                    results = new ArrayList<>(results.subList(size, results.size()));
                    failing = false;
                    onWritten.accept(more);
                })
                .onFailure(e -> failing = true)
                .mapEmpty();
    }
}
