package io.evently.booking.service;

import io.evently.booking.EventCancelled;
import io.evently.booking.EventCancelled.NoSuchEvent;
import io.evently.booking.EventCancelled.NotPossible;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Calls an event off: its sale stops at once, then its bookings are refunded in parts, so that memory stays bounded and
 * nobody waits long for the event's row. While others book on the shard it rests after each part, and works half of the
 * time: a large event has no hurry, its neighbours have. Whatever stops it half-way, the sweep of any node goes on from there.
 * For one event loop only.
 */
final class EventCancellation {
    private static final int PART = 250;
    private static final Duration RUSH = Duration.ofMillis(500);
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Shard shard;
    private final EndingRepository repository;
    private final Clock clock;
    private final Vertx vertx;
    private final Set<UUID> underWay = new HashSet<>();

    EventCancellation(Vertx vertx, Shard shard, EndingRepository repository, Clock clock) {
        this.vertx = vertx;
        this.shard = shard;
        this.repository = repository;
        this.clock = clock;
    }

    /** Completes when everybody is refunded. */
    Future<EventCancelled> cancel(UUID eventId) {
        return repository
                .callOff(shard.pool(), eventId, clock.instant())
                .compose(calledOff -> calledOff
                        ? shard.telling(refund(eventId))
                                .compose(done -> repository.refunds(shard.pool(), eventId))
                                .map(done -> (EventCancelled) done)
                        : repository.status(shard.pool(), eventId).map(EventCancellation::refusal));
    }

    /** Refunds what is left of a called-off event, and ends what is left of its waitlist. */
    Future<Void> refund(UUID eventId) {
        if (!underWay.add(eventId)) {
            return Future.succeededFuture();
        }
        return refundAfter(eventId, BEFORE_ALL)
                .compose(done -> closeWaitlist(eventId))
                .compose(done -> repository.refunded(shard.pool(), eventId))
                .onComplete(over -> underWay.remove(eventId));
    }

    private Future<Void> closeWaitlist(UUID eventId) {
        long started = System.nanoTime();
        return repository
                .closeWaitlist(shard.pool(), eventId, PART, clock.instant())
                .compose(closed -> closed == PART
                        ? rest(started).compose(rested -> closeWaitlist(eventId))
                        : Future.succeededFuture());
    }

    // While others book: as long as the last part took.
    private Future<?> rest(long startedNanos) {
        if (!shard.outbox().rungWithin(RUSH)) {
            return Future.succeededFuture();
        }
        long worked = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        return vertx.timer(Math.max(1, worked), TimeUnit.MILLISECONDS);
    }

    private Future<Void> refundAfter(UUID eventId, UUID last) {
        long started = System.nanoTime();
        return repository
                .refund(shard.pool(), eventId, last, PART, clock.instant())
                .compose(next -> next.isPresent()
                        ? rest(started).compose(rested -> refundAfter(eventId, next.get()))
                        : Future.succeededFuture());
    }

    private static EventCancelled refusal(Optional<String> status) {
        return status.isPresent() ? new NotPossible(status.get()) : new NoSuchEvent();
    }
}
