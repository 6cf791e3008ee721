package io.evently.booking.service;

import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.KeyInProgress;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.evently.booking.service.Lane.State;
import io.evently.cluster.EventLocks;
import io.evently.cluster.EventLocks.Grant;
import io.evently.schedule.TurnQueue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of one shard on this node. A wish waits in the lane of its event; the lane gets the event lock for a slice;
 * a flush takes what waits in many lanes that have theirs. When a lock cannot be had, the lane goes on through the
 * database alone, with one flush at a time. Used on one event loop only.
 */
final class Lanes {
    private static final Logger log = LoggerFactory.getLogger(Lanes.class);
    private static final int UNOWNED_FLUSHES = 1;
    private static final int ASIDE_FLUSHES = 1;
    private static final int OWNED_ATTEMPTS = 3;
    private static final int MISSED_IN_A_ROW = 3;

    private final BookingConfig config;
    private final EventLocks locks;
    private final Flusher flusher;
    private final LaneMetrics metrics;
    private final TurnQueue turns;
    private final Clock clock;
    private final Map<UUID, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final Deque<Lane> readyUnowned = new ArrayDeque<>();
    private final Deque<Lane> aside = new ArrayDeque<>();
    private int waiting;
    private int inFlight;
    private int inFlightUnowned;
    private int inFlightAside;
    private int locksMissed;
    private long lockRetryNanos = System.nanoTime();
    private @Nullable Promise<Void> drained;

    Lanes(BookingConfig config, EventLocks locks, Flusher flusher, LaneMetrics metrics, TurnQueue turns, Clock clock) {
        this.config = config;
        this.locks = locks;
        this.flusher = flusher;
        this.metrics = metrics;
        this.turns = turns;
        this.clock = clock;
    }

    /** Queues a wish; the future never fails because of a refusal. */
    Future<BookingOutcome> enqueue(Wish wish) {
        if (drained != null) {
            return notServed(Reason.UNAVAILABLE);
        }
        if (waiting >= config.shardLimit()) {
            return notServed(Reason.OVERLOADED);
        }
        Lane lane = lanes.computeIfAbsent(wish.eventId(), Lane::new);
        if (lane.depth() >= config.laneLimit()) {
            return notServed(Reason.OVERLOADED);
        }
        Waiting entry = new Waiting(wish);
        if (!lane.add(entry)) {
            return Future.succeededFuture(new KeyInProgress());
        }
        waiting++;
        metrics.waiting(waiting);
        if (lane.state() == State.IDLE) {
            acquire(lane);
        } else if (lane.state() == State.RESTING) {
            carryOn(lane);
            pump();
        }
        return entry.answer().future();
    }

    /**
     * Answers what waited too long, and gives back what rested long enough; call it every few milliseconds, it looks at
     * all lanes.
     */
    void sweep() {
        Instant latest = latestStart();
        long now = System.nanoTime();
        List.copyOf(lanes.values()).forEach(lane -> {
            lane.dropLate(latest, late -> refuse(lane, late, Reason.DEADLINE));
            if (lane.state() == State.RESTING && lane.sliceOver(now)) {
                passOn(lane);
            }
        });
        checkDrained();
    }

    /** Whether no event has a lane, so that there is nothing to sweep. */
    boolean none() {
        return lanes.isEmpty();
    }

    /** Takes nothing new; completes when everything that waited has its answer and every lock is back. */
    Future<Void> drain() {
        if (drained == null) {
            drained = Promise.promise();
            List.copyOf(lanes.values()).stream()
                    .filter(lane -> lane.state() == State.RESTING)
                    .forEach(this::passOn);
            checkDrained();
        }
        return drained.future();
    }

    private void acquire(Lane lane) {
        lane.enter(State.ACQUIRING);
        long asked = System.nanoTime();
        if (asked - lockRetryNanos < 0) {
            own(lane, null);
            return;
        }
        locks.acquire(lane.eventId(), config.lockPatience())
                .onSuccess(grant -> {
                    locksMissed = 0;
                    metrics.lockWait(System.nanoTime() - asked);
                    own(lane, grant);
                })
                .onFailure(e -> {
                    log.warn("Booking through the database alone: {}", e.getMessage());
                    boolean atOnce =
                            System.nanoTime() - asked < config.lockPatience().toNanos() / 2;
                    if (atOnce) {
                        goWithoutLocks();
                    } else {
                        lockMissed();
                    }
                    own(lane, null);
                });
    }

    private void lockMissed() {
        locksMissed++;
        if (locksMissed >= MISSED_IN_A_ROW) {
            goWithoutLocks();
        }
    }

    // One event whose lock comes too late is its own matter; refused at once, or again and again, it is the cluster's.
    private void goWithoutLocks() {
        lockRetryNanos = System.nanoTime() + config.lockBackoff().toNanos();
    }

    private void own(Lane lane, @Nullable Grant grant) {
        lane.own(grant, sliceEnd(), config.sliceBookings());
        if (grant != null) {
            grant.onContended(() -> wanted(lane, grant));
        }
        makeReady(lane);
        pump();
    }

    // A lane at work notices by itself; one at rest would sleep on.
    private void wanted(Lane lane, Grant grant) {
        if (lane.state() == State.RESTING && lane.ownsBy(grant)) {
            passOn(lane);
        }
    }

    private void makeReady(Lane lane) {
        lane.enter(State.READY);
        if (lane.steppedAside()) {
            aside.add(lane);
        } else if (lane.owned()) {
            ready.add(lane);
        } else {
            readyUnowned.add(lane);
        }
    }

    private void pump() {
        while (!ready.isEmpty() && inFlight < config.flushesInFlight()) {
            inFlight++;
            flush(ready, new Batch(false), lanes.size(), () -> inFlight--);
        }
        while (!readyUnowned.isEmpty() && inFlightUnowned < UNOWNED_FLUSHES) {
            inFlightUnowned++;
            flush(readyUnowned, new Batch(true), lanes.size(), () -> inFlightUnowned--);
        }
        while (!aside.isEmpty() && inFlightAside < ASIDE_FLUSHES) {
            inFlightAside++;
            flush(aside, new Batch(true), 1, () -> inFlightAside--);
        }
    }

    private void flush(Deque<Lane> from, Batch batch, int mostLanes, Runnable landed) {
        Instant latest = latestStart();
        int room = config.flushSize();
        long started = System.nanoTime();
        while (room > 0 && batch.parts().size() < mostLanes && !from.isEmpty()) {
            Lane lane = from.remove();
            lane.comeBack();
            lane.dropLate(latest, late -> refuse(lane, late, Reason.DEADLINE));
            List<Waiting> taken = lane.mayWrite() ? lane.take(room) : List.of();
            if (taken.isEmpty()) {
                passOn(lane);
            } else {
                lane.enter(State.FLUSHING);
                batch.add(lane, taken);
                room -= taken.size();
            }
        }
        if (batch.isEmpty()) {
            landed.run();
            return;
        }
        turns.begun(started, batch.waited(started), batch.size());
        flusher.flush(batch).onComplete(result -> {
            landed.run();
            long ended = System.nanoTime();
            long took = ended - started;
            turns.ended(ended, took);
            metrics.flushed(batch.size(), took);
            // First the next flush, then the answers of this one: the database works while they go out.
            List<Batch.Part> settled = batch.parts().stream().map(this::landed).toList();
            pump();
            settled.forEach(part -> tell(part, result.succeeded() ? null : result.cause()));
            checkDrained();
        });
    }

    private void tell(Batch.Part part, @Nullable Throwable broken) {
        for (Waiting entry : part.wishes()) {
            Verdict verdict = entry.verdict();
            if (verdict instanceof Verdict.Final decided) {
                answer(part.lane(), entry, decided.outcome());
            } else if (verdict instanceof Verdict.Broken failed) {
                fail(part.lane(), entry, failed.cause());
            } else {
                fail(part.lane(), entry, broken);
            }
        }
    }

    /** Sends the lane on its way; returns what is not tried again and has an answer coming. */
    private Batch.Part landed(Batch.Part part) {
        Lane lane = part.lane();
        List<Waiting> settled = new ArrayList<>(part.wishes().size());
        List<Waiting> again = new ArrayList<>();
        boolean fenced = false;
        boolean busy = false;
        for (Waiting entry : part.wishes()) {
            Verdict verdict = entry.verdict();
            if (verdict instanceof Verdict.Fenced
                    || verdict instanceof Verdict.Stale
                    || verdict instanceof Verdict.Busy) {
                busy |= verdict instanceof Verdict.Busy;
                fenced |= verdict instanceof Verdict.Fenced;
                again.add(entry);
            } else {
                settled.add(entry);
            }
        }
        lane.putBack(again);
        if (busy) {
            lane.stepAside();
        }
        if (fenced) {
            metrics.fenced();
            boolean stubborn = again.stream().anyMatch(entry -> entry.attempts() >= OWNED_ATTEMPTS);
            if (stubborn) {
                goWithoutLocks();
            }
            passOn(lane);
        } else {
            carryOn(lane);
        }
        return new Batch.Part(lane, settled);
    }

    private void carryOn(Lane lane) {
        long now = System.nanoTime();
        if (lane.depth() > 0 && !lane.sliceOver(now)) {
            makeReady(lane);
        } else if (lane.depth() > 0 && lane.renewable()) {
            lane.renewSlice(sliceEnd(), config.sliceBookings());
            makeReady(lane);
        } else if (lane.depth() == 0 && !lane.sliceOver(now) && lane.renewable() && drained == null) {
            // The next wish may be a moment away, and the lock costs more than all else that it needs.
            lane.enter(State.RESTING);
        } else {
            passOn(lane);
        }
    }

    private void passOn(Lane lane) {
        Grant grant = lane.disown();
        if (grant == null) {
            released(lane);
            return;
        }
        lane.enter(State.RELEASING);
        grant.release()
                .timeout(config.lockPatience().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(given -> released(lane))
                .onFailure(late -> notReleased(lane));
    }

    // The member that keeps the lock hangs. It would not grant it again either, and whoever waits here need not wait
    // for that.
    private void notReleased(Lane lane) {
        lockMissed();
        if (lane.depth() > 0) {
            own(lane, null);
        } else {
            released(lane);
        }
    }

    private void released(Lane lane) {
        if (lane.depth() > 0) {
            acquire(lane);
        } else {
            lane.enter(State.IDLE);
            lanes.remove(lane.eventId(), lane);
        }
        checkDrained();
    }

    private void answer(Lane lane, Waiting entry, BookingOutcome outcome) {
        leave(lane, entry);
        metrics.answered(outcome);
        entry.answer(outcome);
    }

    private void leave(Lane lane, Waiting entry) {
        waiting--;
        metrics.waiting(waiting);
        lane.answered(entry);
    }

    private void refuse(Lane lane, Waiting entry, Reason reason) {
        answer(lane, entry, new NotServed(reason));
    }

    private void fail(Lane lane, Waiting entry, @Nullable Throwable cause) {
        leave(lane, entry);
        metrics.failed();
        entry.answer().fail(cause == null ? new IllegalStateException("flush without verdict") : cause);
    }

    private Future<BookingOutcome> notServed(Reason reason) {
        metrics.refused(reason);
        return Future.succeededFuture(new NotServed(reason));
    }

    private Instant latestStart() {
        return clock.instant().plus(config.flushTimeout());
    }

    private long sliceEnd() {
        return System.nanoTime() + config.slice().toNanos();
    }

    private void checkDrained() {
        if (drained != null && waiting == 0 && lanes.values().stream().noneMatch(lane -> lane.state() != State.IDLE)) {
            drained.tryComplete();
        }
    }
}
