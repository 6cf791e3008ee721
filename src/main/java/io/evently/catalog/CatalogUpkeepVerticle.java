package io.evently.catalog;

import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Completes events whose date has come, scores popularity and prunes its counters, shard by shard so that a shard that
 * is away keeps no other waiting. One instance per node; that several nodes do the same work at once is harmless.
 */
public final class CatalogUpkeepVerticle extends VerticleBase {
    private static final Duration COMPLETION_LONGEST = Duration.ofSeconds(5);

    private final CatalogConfig config;
    private final Shards shards;
    private final ShardClocks clocks;
    private final EventRepository events = new EventRepository();
    private final PopularityRepository popularity = new PopularityRepository();
    private final List<Rounds> jobs = new ArrayList<>();

    public CatalogUpkeepVerticle(CatalogConfig config, Shards shards, ShardClocks clocks) {
        this.config = config;
        this.shards = shards;
        this.clocks = clocks;
    }

    @Override
    public Future<?> start() {
        for (Shard shard : shards.all()) {
            start(new Rounds(
                            vertx,
                            "Completing past events on shard " + shard.number(),
                            config.completionInterval(),
                            Duration.ZERO,
                            () -> complete(shard))
                    .growingTo(COMPLETION_LONGEST));
            repeat("Scoring popularity", shard, config.popularityInterval(), this::score);
            repeat("Pruning view counters", shard, config.pruneInterval(), this::prune);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(jobs.stream().map(Rounds::stop).toList());
    }

    private void repeat(String name, Shard shard, Duration pause, Function<Shard, Future<Void>> work) {
        start(Rounds.every(vertx, name + " on shard " + shard.number(), pause, () -> work.apply(shard)));
    }

    private void start(Rounds job) {
        jobs.add(job);
        job.start();
    }

    private Future<Next> complete(Shard shard) {
        return events.complete(shard.pool(), now(shard), config.completionBatch())
                .map(completed -> completed > 0 ? Next.DONE : Next.NOTHING);
    }

    private Future<Void> score(Shard shard) {
        return popularity.score(shard.pool(), now(shard));
    }

    private Future<Void> prune(Shard shard) {
        return popularity
                .prune(shard.pool(), now(shard).minus(config.counterRetention()), config.pruneBatch())
                .mapEmpty();
    }

    private Instant now(Shard shard) {
        return clocks.of(shard).instant();
    }
}
