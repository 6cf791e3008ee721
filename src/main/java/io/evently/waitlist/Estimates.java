package io.evently.waitlist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.evently.storage.Shard;
import io.evently.waitlist.EstimateRepository.Known;
import io.evently.waitlist.estimate.Estimate;
import io.evently.waitlist.estimate.Situation;
import io.evently.waitlist.estimate.Sizes;
import io.evently.waitlist.estimate.Standing;
import io.evently.waitlist.estimate.WaitEstimator;
import io.evently.waitlist.policy.OfferPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates for those who wait. What an event is like is read once for as long as the configuration says; the arithmetic
 * is done on a small pool of workers of its own, never on an event loop. Used on one event loop only.
 */
final class Estimates {
    private static final Logger log = LoggerFactory.getLogger(Estimates.class);
    private static final String WORKERS = "waitlist-estimates";
    private static final int THREADS = 2;
    /** Up to so many entries ahead are counted by size one by one; a longer queue is taken to be like the whole list. */
    private static final int COUNTED = 500;

    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private final Shard shard;
    private final Clock clock;
    private final OfferPolicy policy;
    private final EstimateRepository repository = new EstimateRepository();
    private final Cache<UUID, Read> read;
    private final Duration life;
    private final WorkerExecutor workers;

    private record Read(Instant at, Future<Optional<Known>> known) {}

    Estimates(Vertx vertx, Shard shard, WaitlistConfig config, Clock clock) {
        this.shard = shard;
        this.clock = clock;
        this.life = config.estimateLife();
        this.policy = config.policy();
        this.read = Caffeine.newBuilder().maximumSize(config.estimatedEvents()).build();
        this.workers = vertx.createSharedWorkerExecutor(WORKERS, THREADS);
    }

    /** The entry with what may be told to it; as it is when nothing can be said, be it that the database is away. */
    Future<WaitlistEntry> estimated(WaitlistEntry entry) {
        if (entry.status() != WaitlistStatus.WAITING) {
            return Future.succeededFuture(entry);
        }
        return known(entry.eventId())
                .compose(known -> known.isEmpty()
                        ? Future.succeededFuture(Estimate.NONE)
                        : ahead(entry, known.get())
                                .compose(ahead -> workers.executeBlocking(
                                        () -> estimate(known.get().situation(), ahead, entry), false)))
                .onFailure(e -> log.warn("No estimate for event {}: {}", entry.eventId(), e.getMessage()))
                .otherwise(Estimate.NONE)
                .map(estimate -> entry.estimated(value(estimate.waitHours()), value(estimate.promotionProbability())));
    }

    void close() {
        workers.close();
    }

    private Future<Optional<Known>> known(UUID eventId) {
        Instant now = clock.instant();
        Read last = read.getIfPresent(eventId);
        if (last == null || last.at().plus(life).isBefore(now) || last.known().failed()) {
            last = new Read(now, repository.known(shard.pool(), eventId, policy, now));
            read.put(eventId, last);
        }
        return last.known();
    }

    private Future<Sizes> ahead(WaitlistEntry entry, Known known) {
        return entry.totalAhead() <= COUNTED
                ? repository.ahead(shard.pool(), entry)
                : Future.succeededFuture(alike(known.waiting(), entry.totalAhead()));
    }

    private static Sizes alike(Sizes whole, int entries) {
        long[] counts = new long[Sizes.LARGEST + 1];
        for (int size = 1; size <= Sizes.LARGEST; size++) {
            counts[size] = Math.round(whole.share(size) * entries);
        }
        return Sizes.of(counts);
    }

    private Estimate estimate(Situation situation, Sizes ahead, WaitlistEntry entry) {
        double waited = Duration.between(entry.turn(), clock.instant()).toMillis() / MILLIS_PER_HOUR;
        return WaitEstimator.estimate(situation, new Standing(entry.quantity(), ahead, waited));
    }

    private static @Nullable Double value(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
