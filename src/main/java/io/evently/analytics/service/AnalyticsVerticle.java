package io.evently.analytics.service;

import io.evently.analytics.ReadRetention;
import io.evently.analytics.Rebuilt;
import io.evently.analytics.Retention;
import io.evently.analytics.Segments;
import io.evently.analytics.Visitors;
import io.evently.bus.TypedBus;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.analytics.AnalyticsEndpoints.ATTENDEE_PORTION;
import static io.evently.analytics.AnalyticsEndpoints.BOOKING_PORTION;
import static io.evently.analytics.AnalyticsEndpoints.DAYS;
import static io.evently.analytics.AnalyticsEndpoints.EVENT;
import static io.evently.analytics.AnalyticsEndpoints.FUNNEL;
import static io.evently.analytics.AnalyticsEndpoints.OVERVIEW;
import static io.evently.analytics.AnalyticsEndpoints.REALTIME;
import static io.evently.analytics.AnalyticsEndpoints.REBUILD;
import static io.evently.analytics.AnalyticsEndpoints.RETENTION;
import static io.evently.analytics.AnalyticsEndpoints.SEGMENTS;
import static io.evently.analytics.AnalyticsEndpoints.WAITLIST;

/**
 * Answers {@link io.evently.analytics.AnalyticsEndpoints}, writes down what this node measured, and has the sums made where
 * there were bookings before there were sums. One instance per node.
 */
public final class AnalyticsVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(AnalyticsVerticle.class);
    private static final Duration WRITE_PAUSE = Duration.ofSeconds(5);
    private static final Duration BUILD_PAUSE = Duration.ofSeconds(1);
    private static final Duration BUILT_PAUSE = Duration.ofHours(1);
    private static final Duration PRUNE_PAUSE = Duration.ofMinutes(10);
    private static final Duration MINUTES_KEPT = Duration.ofHours(3);
    private static final Duration HOURS_KEPT = Duration.ofDays(8);
    private static final Duration RETENTION_LIFE = Duration.ofMinutes(10);
    private static final Duration SEGMENTS_LIFE = Duration.ofHours(1);
    private static final int SEGMENTED = 100_000;
    private static final int FITTED = 20_000;
    /** As far back as retention looks. */
    private static final int MOST_MONTHS = 24;

    private final TypedBus bus;
    private final Shards shards;
    private final ShardClocks clocks;
    private final Visitors visitors;
    private final BackgroundBudget budget;
    private final ServiceMeters meters;
    private final Figures figures;
    private final Exports exports;
    private final PurchaseHistories histories;
    private final RollupRepository rollups = new RollupRepository();
    private final RebuildRepository rebuilds = new RebuildRepository();
    private final ServiceRepository services = new ServiceRepository();
    private final Set<Integer> built = new HashSet<>();
    private final List<Rounds> jobs = new ArrayList<>();
    private WorkerExecutor workers;
    private @Nullable Future<Segments> segments;
    private Instant segmentsEnd = Instant.MIN;
    private @Nullable Future<Retention> retention;
    private Instant retentionEnds = Instant.MIN;

    /**
     * A verticle that is not deployed yet.
     *
     * @param accounts knows the names of attendees
     * @param registry has the timers of answers
     */
    public AnalyticsVerticle(
            TypedBus bus,
            Shards shards,
            Pool accounts,
            ShardClocks clocks,
            Visitors visitors,
            BackgroundBudget budget,
            MeterRegistry registry) {
        this.bus = bus;
        this.shards = shards;
        this.clocks = clocks;
        this.visitors = visitors;
        this.budget = budget;
        Shard keeper = shards.shard(0);
        this.meters = new ServiceMeters(registry, keeper, clocks.of(keeper), services);
        this.figures = new Figures(shards, clocks, meters, visitors);
        this.exports = new Exports(shards, accounts);
        this.histories = new PurchaseHistories(shards);
    }

    @Override
    public Future<?> start() {
        workers = vertx.createSharedWorkerExecutor("analytics-segments", 1);
        for (Shard shard : shards.all()) {
            String of = " of shard " + shard.number();
            job(new Rounds(vertx, "Building the sums" + of, BUILD_PAUSE, Duration.ZERO, () -> build(shard))
                    .growingTo(BUILT_PAUSE)
                    .within(budget.own()));
            job(Rounds.every(vertx, "Pruning the minutes" + of, PRUNE_PAUSE, () -> prune(shard)));
        }
        job(Rounds.every(vertx, "Writing what this node measured", WRITE_PAUSE, meters::write));
        // So that the first visitors are counted as well; nobody waits for Redis.
        visitors.write().onFailure(away -> log.debug("Visitors are not counted yet", away));
        job(Rounds.every(
                vertx, "Counting visitors", WRITE_PAUSE, () -> visitors.write().otherwiseEmpty()));
        return Future.all(List.of(
                bus.answer(OVERVIEW, wish -> figures.overview()),
                bus.answer(EVENT, figures::event),
                bus.answer(DAYS, figures::days),
                bus.answer(REALTIME, figures::realtime),
                bus.answer(FUNNEL, figures::funnel),
                bus.answer(WAITLIST, wish -> figures.waitlist()),
                bus.answer(RETENTION, this::retention),
                bus.answer(SEGMENTS, wish -> segments()),
                bus.answer(BOOKING_PORTION, exports::bookings),
                bus.answer(ATTENDEE_PORTION, exports::attendees),
                bus.answer(REBUILD, wish -> rebuild(0))));
    }

    /** Writes what was measured last; a failure to do so does not keep a node from stopping. */
    @Override
    public Future<?> stop() {
        return Future.join(jobs.stream().map(Rounds::stop).toList())
                .compose(stopped -> Future.join(meters.write(), visitors.write()))
                .eventually(workers::close)
                .otherwiseEmpty();
    }

    private void job(Rounds rounds) {
        jobs.add(rounds);
        rounds.start();
    }

    private Future<Next> build(Shard shard) {
        return built.contains(shard.number())
                ? Future.succeededFuture(Next.NOTHING)
                : rebuilds.buildOnce(shard.pool(), now(shard)).map(done -> {
                    built.add(shard.number());
                    return Next.NOTHING;
                });
    }

    // One after the other, so that what is left of the machine is for others.
    private Future<Rebuilt> rebuild(int from) {
        if (from == shards.count()) {
            retention = null;
            segments = null;
            return Future.succeededFuture(new Rebuilt(shards.count()));
        }
        Shard shard = shards.shard(from);
        return rebuilds.rebuild(shard.pool(), now(shard)).compose(done -> rebuild(from + 1));
    }

    private Future<Void> prune(Shard shard) {
        Instant now = now(shard);
        return rollups.prune(shard.pool(), now.minus(MINUTES_KEPT))
                .compose(done -> services.prune(shard.pool(), "minute", now.minus(MINUTES_KEPT)))
                .compose(done -> services.prune(shard.pool(), "hour", now.minus(HOURS_KEPT)));
    }

    private Future<Retention> retention(ReadRetention wish) {
        Instant now = clocks.node().instant();
        Future<Retention> counted = retention;
        if (counted == null || counted.failed() || (counted.isComplete() && !now.isBefore(retentionEnds))) {
            Cohorts cohorts = new Cohorts(now, MOST_MONTHS);
            retentionEnds = now.plus(RETENTION_LIFE);
            counted = histories.read(cohorts::add).map(read -> cohorts.counted(now));
            retention = counted;
        }
        int months = Math.min(wish.months(), MOST_MONTHS);
        return counted.map(all -> new Retention(all.at(), all.cohorts().subList(MOST_MONTHS - months, MOST_MONTHS)));
    }

    private Future<Segments> segments() {
        Instant now = clocks.node().instant();
        Future<Segments> counted = segments;
        if (counted == null || counted.failed() || (counted.isComplete() && !now.isBefore(segmentsEnd))) {
            Segmentation segmentation = new Segmentation(now, SEGMENTED, FITTED);
            segmentsEnd = now.plus(SEGMENTS_LIFE);
            counted = histories
                    .read(segmentation::add)
                    .compose(read -> workers.executeBlocking(segmentation::counted, false));
            segments = counted;
        }
        return counted;
    }

    private Instant now(Shard shard) {
        return clocks.of(shard).instant();
    }
}
