package io.evently.waitlist;

import io.evently.storage.Shard;
import io.evently.waitlist.WaitlistRepository.Due;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What has to happen on the waitlists of a shard without anybody asking: offers lapse and pass on, seats that are free find
 * whoever waits, lists of events that are over end. Every node does it; the database functions make that safe.
 */
final class WaitlistSweep {
    private final Shard shard;
    private final WaitlistConfig config;
    private final WaitlistRepository repository;
    private final WaitlistMetrics metrics;
    private final Clock clock;

    WaitlistSweep(
            Shard shard, WaitlistConfig config, WaitlistRepository repository, WaitlistMetrics metrics, Clock clock) {
        this.shard = shard;
        this.config = config;
        this.repository = repository;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** One round. */
    Future<Void> run() {
        return lapse().compose(done -> repository.due(shard.pool(), now().plus(config.gatherBefore())))
                .compose(this::settle);
    }

    private Future<Void> lapse() {
        Instant now = now();
        return repository.lapse(shard.pool(), now, config.sweepBatch()).compose(lapsed -> {
            Instant oldest = lapsed.oldest();
            metrics.lapsed(lapsed.offers(), oldest == null ? Duration.ZERO : Duration.between(oldest, now));
            if (lapsed.offers() > 0) {
                shard.outbox().ring();
            }
            return lapsed.offers() >= config.sweepBatch() ? lapse() : Future.succeededFuture();
        });
    }

    private Future<Void> settle(List<Due> events) {
        Future<Void> settled = Future.succeededFuture();
        for (Due due : events) {
            settled = settled.compose(done ->
                    shard.telling(due.active() ? repository.serve(shard.pool(), due.eventId(), now()) : close(due)));
        }
        return settled;
    }

    private Future<Void> close(Due due) {
        return repository
                .close(shard.pool(), due.eventId(), now(), config.sweepBatch())
                .compose(closed -> closed >= config.sweepBatch() ? close(due) : Future.succeededFuture());
    }

    private Instant now() {
        return clock.instant();
    }
}
