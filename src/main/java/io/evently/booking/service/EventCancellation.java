package io.evently.booking.service;

import io.evently.booking.EventCancelled;
import io.evently.booking.EventCancelled.NoSuchEvent;
import io.evently.booking.EventCancelled.NotPossible;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls an event off: its sale stops at once, then its bookings are refunded in parts, so that memory stays bounded and
 * nobody waits long for the event's row. Whatever stops it half-way, the sweep of any node goes on from there.
 */
final class EventCancellation {
    private static final int PART = 2_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Shard shard;
    private final EndingRepository repository;
    private final Clock clock;

    EventCancellation(Shard shard, EndingRepository repository, Clock clock) {
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
        return refundAfter(eventId, BEFORE_ALL)
                .compose(done -> closeWaitlist(eventId))
                .compose(done -> repository.refunded(shard.pool(), eventId));
    }

    private Future<Void> closeWaitlist(UUID eventId) {
        return repository
                .closeWaitlist(shard.pool(), eventId, PART, clock.instant())
                .compose(closed -> closed == PART ? closeWaitlist(eventId) : Future.succeededFuture());
    }

    private Future<Void> refundAfter(UUID eventId, UUID last) {
        return repository
                .refund(shard.pool(), eventId, last, PART, clock.instant())
                .compose(next -> next.isPresent() ? refundAfter(eventId, next.get()) : Future.succeededFuture());
    }

    private static EventCancelled refusal(Optional<String> status) {
        return status.isPresent() ? new NotPossible(status.get()) : new NoSuchEvent();
    }
}
