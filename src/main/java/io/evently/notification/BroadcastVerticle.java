package io.evently.notification;

import io.evently.delivery.DeliveryConfig;
import io.evently.delivery.Presence;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Rounds;
import io.evently.schedule.Signal;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes the broadcasts and reminders of every shard to their recipients. One instance per node, one event loop. */
public final class BroadcastVerticle extends VerticleBase {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    // A reminder comes an hour or a day ahead.
    private static final Duration LONGEST_REMINDING = Duration.ofSeconds(10);

    private final DeliveryConfig config;
    private final Shards shards;
    private final Presence presence;
    private final Signal deliveriesDue;
    private final BackgroundBudget budget;
    private final ShardClocks clocks;
    private final List<Rounds> jobs = new ArrayList<>();

    /**
     * Broadcasts of a node.
     *
     * @param presence tells for whom no delivery to a socket is made
     * @param deliveriesDue rung when there is something new to deliver or a new broadcast
     * @param budget shared with everybody on this node whose work can wait
     */
    public BroadcastVerticle(
            DeliveryConfig config,
            Shards shards,
            Presence presence,
            Signal deliveriesDue,
            BackgroundBudget budget,
            ShardClocks clocks) {
        this.config = config;
        this.shards = shards;
        this.presence = presence;
        this.budget = budget;
        this.deliveriesDue = deliveriesDue;
        this.clocks = clocks;
    }

    @Override
    public Future<?> start() {
        for (Shard shard : shards.all()) {
            Broadcasting broadcasting =
                    new Broadcasting(shard, config, presence, deliveriesDue::ring, clocks.of(shard));
            jobs.add(new Rounds(vertx, "Broadcasting on shard " + shard.number(), PAUSE, PAUSE, broadcasting::round)
                    .growingTo(LONGEST_PAUSE)
                    .rungBy(deliveriesDue)
                    .within(budget.bulk()));
            jobs.add(new Rounds(
                            vertx, "Reminding on shard " + shard.number(), PAUSE, Duration.ZERO, broadcasting::remind)
                    .growingTo(LONGEST_REMINDING)
                    .within(budget.bulk()));
        }
        jobs.forEach(Rounds::start);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(jobs.stream().map(Rounds::stop).toList());
    }
}
