package io.evently.waitlist;

import io.evently.schedule.Next;
import io.evently.storage.Shard;
import io.evently.waitlist.WaitlistRepository.Due;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    private Optional<Duration> untilNext = Optional.empty();

    WaitlistSweep(
            Shard shard, WaitlistConfig config, WaitlistRepository repository, WaitlistMetrics metrics, Clock clock) {
        this.shard = shard;
        this.config = config;
        this.repository = repository;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** One round. */
    Future<Next> run() {
        return repository.look(shard.pool(), gatheredBefore()).compose(look -> {
            Instant next = look.nextLapse();
            Instant now = now();
            if (next != null && !next.isAfter(now)) {
                untilNext = Optional.empty();
                return lapse().compose(done -> repository.due(shard.pool(), gatheredBefore()))
                        .compose(this::settle)
                        .map(Next.DONE);
            }
            metrics.lapsed(0, Duration.ZERO);
            untilNext = Optional.ofNullable(next).map(at -> Duration.between(now, at));
            return settle(look.due()).map(Next.NOTHING);
        });
    }

    /** How long after the last round an offer lapses that was open by then; empty when there was none. */
    Optional<Duration> untilNext() {
        return untilNext;
    }

    private Instant gatheredBefore() {
        return now().plus(config.gatherBefore());
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
