package io.evently.delivery;

import io.evently.bus.TypedBus;
import io.evently.schedule.Signal;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import static io.evently.delivery.DeliveryEndpoints.DEAD_LETTERS;
import static io.evently.delivery.DeliveryEndpoints.REPLAY;

/** What is asked of the deliveries of one shard that were given up: one instance for each shard and node. */
public final class DeadLetterVerticle extends VerticleBase {
    private static final int REPLAYED_AT_ONCE = 1_000;

    private final TypedBus bus;
    private final Shard shard;
    private final Signal deliveriesDue;
    private final Clock clock;
    private final DeadLetterRepository deadLetters = new DeadLetterRepository();

    /** @param deliveriesDue rung when there is something to deliver again */
    public DeadLetterVerticle(TypedBus bus, Shard shard, Signal deliveriesDue, Clock clock) {
        this.bus = bus;
        this.shard = shard;
        this.deliveriesDue = deliveriesDue;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        int number = shard.number();
        return Future.all(
                bus.answer(DEAD_LETTERS.at(number), this::deadLetters), bus.answer(REPLAY.at(number), this::replay));
    }

    private Future<DeadLetterPage> deadLetters(ListDeadLetters query) {
        return deadLetters
                .latest(shard.pool(), query.channel(), query.offset() + query.limit())
                .compose(latest -> deadLetters
                        .count(shard.pool(), query.channel())
                        .map(total -> new DeadLetterPage(latest, total)));
    }

    private Future<ReplayedDeadLetters> replay(ReplayDeadLetters wish) {
        return deadLetters
                .replay(shard.pool(), wish, REPLAYED_AT_ONCE, now())
                .onSuccess(replayed -> deliveriesDue.ring())
                .compose(replayed -> wish.notificationId() == null
                        ? deadLetters
                                .count(shard.pool(), wish.channel())
                                .map(remaining -> new ReplayedDeadLetters(replayed, remaining))
                        : Future.succeededFuture(new ReplayedDeadLetters(replayed, 0)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
