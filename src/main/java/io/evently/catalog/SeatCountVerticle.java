package io.evently.catalog;

import io.evently.bus.TypedBus;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.schedule.Signal;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Tells every node how many seats there are, on one shard. Seat counts are numbered in the database, so that any node can go
 * on numbering, and told at most four times a second for each event, the newest last. One instance for each shard and node.
 */
public final class SeatCountVerticle extends VerticleBase {
    private static final Duration APART = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);
    private static final int BATCH = 500;

    private final TypedBus bus;
    private final Shard shard;
    private final Signal seatsMoved;
    private final BackgroundBudget budget;
    private final Clock clock;
    private final SeatFeedRepository repository = new SeatFeedRepository();
    private Rounds rounds;

    /**
     * The seat counts of a shard.
     *
     * @param seatsMoved rung when {@link SeatFeed} has noted something
     * @param budget shared with everybody on this node whose work can wait
     */
    public SeatCountVerticle(TypedBus bus, Shard shard, Signal seatsMoved, BackgroundBudget budget, Clock clock) {
        this.bus = bus;
        this.shard = shard;
        this.seatsMoved = seatsMoved;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        rounds = new Rounds(vertx, "Counting the seats of shard " + shard.number(), IDLE, PAUSE, this::tell)
                .rungBy(seatsMoved)
                .growingTo(LONGEST_IDLE)
                .within(budget.own());
        rounds.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return rounds.stop();
    }

    // Looks from time to time for counts that a node left behind when it died.
    private Future<Next> tell() {
        return repository.waiting(shard.pool()).compose(waiting -> {
            if (!waiting) {
                return Future.succeededFuture(Next.NOTHING);
            }
            return shard.pool()
                    .withTransaction(transaction -> repository
                            .tell(transaction, clock.instant(), APART, BATCH)
                            .onSuccess(this::announce))
                    .map(Next.SOON);
        });
    }

    private void announce(List<SeatCount> counts) {
        if (!counts.isEmpty()) {
            bus.announce(CatalogEndpoints.SEATS_CHANGED, new SeatCounts(counts));
        }
    }
}
