package io.evently.booking.service;

import io.evently.booking.BookingConfig;
import io.evently.schedule.Next;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What has to happen on a shard without anybody asking: lapsed holds give their seats back, interrupted refunds go on,
 * old idempotency keys are forgotten. Every node does it; the statements make that safe.
 */
final class Sweep {
    private static final int PART = 500;
    /** A cancellation that is this old and not finished has lost its node. */
    private static final Duration ABANDONED = Duration.ofSeconds(30);

    private final Shard shard;
    private final BookingConfig config;
    private final EndingRepository repository;
    private final EventCancellation cancellation;
    private final Clock clock;
    private Optional<Duration> untilNext = Optional.empty();

    Sweep(Shard shard, BookingConfig config, EndingRepository repository, EventCancellation cancellation, Clock clock) {
        this.shard = shard;
        this.config = config;
        this.repository = repository;
        this.cancellation = cancellation;
        this.clock = clock;
    }

    /** Ends lapsed holds; a round must not overlap another of the same node, though it does no harm. */
    Future<Next> run() {
        return repository.nextLapse(shard.pool()).compose(next -> {
            if (next.filter(at -> !at.isAfter(clock.instant())).isPresent()) {
                untilNext = Optional.empty();
                return expire().map(Next.DONE);
            }
            untilNext = next.map(at -> Duration.between(clock.instant(), at));
            return Future.succeededFuture(Next.NOTHING);
        });
    }

    /** How long after the last round a hold lapsed that was there by then; empty when there was none. */
    Optional<Duration> untilNext() {
        return untilNext;
    }

    private Future<Void> expire() {
        return repository
                .expire(shard.pool(), clock.instant(), PART)
                .onSuccess(ended -> {
                    if (ended > 0) {
                        shard.outbox().ring();
                    }
                })
                .compose(ended -> ended < PART ? Future.succeededFuture() : expire());
    }

    /** Goes on with refunds that were interrupted. */
    Future<Next> resumeRefunds() {
        Instant before = clock.instant().minus(ABANDONED);
        return repository.refunding(shard.pool(), before).compose(events -> {
            Future<Void> chain = Future.succeededFuture();
            for (var eventId : events) {
                chain = chain.compose(done -> cancellation.refund(eventId));
            }
            return chain.map(events.isEmpty() ? Next.NOTHING : Next.DONE);
        });
    }

    /** Forgets some of the keys that were kept for long enough. */
    Future<Next> forgetKeys() {
        return repository
                .forgetKeys(shard.pool(), clock.instant().minus(config.keyRetention()), PART)
                .map(forgotten -> forgotten > 0 ? Next.DONE : Next.NOTHING);
    }
}
