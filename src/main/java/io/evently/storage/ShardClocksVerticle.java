package io.evently.storage;

import io.evently.schedule.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

/** Keeps {@link ShardClocks} right. One instance per node. */
public final class ShardClocksVerticle extends VerticleBase {
    private final ShardClocks clocks;
    private final List<Rounds> comparing = new ArrayList<>();

    public ShardClocksVerticle(ShardClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public Future<?> start() {
        List<ShardClock> all = clocks.all();
        for (int number = 0; number < all.size(); number++) {
            Rounds rounds = Rounds.every(
                    vertx, "Comparing clocks with shard " + number, ShardClock.INTERVAL, all.get(number)::compare);
            comparing.add(rounds);
            rounds.start();
        }
        // A database that is away keeps no node from starting.
        return Future.join(all.stream().map(ShardClock::compare).toList()).otherwiseEmpty();
    }

    @Override
    public Future<?> stop() {
        return Future.join(comparing.stream().map(Rounds::stop).toList());
    }
}
