package io.evently.booking.service;

import io.evently.booking.IdempotencyKey;
import io.evently.cluster.EventLocks.Grant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one event on this node: first come, first served, with at most one request for the event lock and one
 * flush under way. Used on one event loop only.
 */
final class Lane {
    /** Where a lane stands. */
    enum State {
        IDLE,
        ACQUIRING,
        READY,
        FLUSHING,
        /** Owns the event and has nothing to write at the moment. */
        RESTING,
        RELEASING
    }

    /**
     * Cancellations in one flush. Each seat that comes back may be offered to somebody, which takes a good part of a
     * millisecond, and other events wait for the flush.
     */
    private static final int MOST_CANCELLATIONS = 24;

    private final UUID eventId;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Set<String> keysInProgress = new HashSet<>();
    private State state = State.IDLE;
    private @Nullable Grant grant;
    private long fence = FlushRepository.UNOWNED;
    private long ownedSince;
    private long sliceEndNanos;
    private int sliceLeft;
    private boolean steppedAside;

    Lane(UUID eventId) {
        this.eventId = eventId;
    }

    UUID eventId() {
        return eventId;
    }

    State state() {
        return state;
    }

    void enter(State next) {
        state = next;
    }

    int depth() {
        return queue.size();
    }

    long fence() {
        return fence;
    }

    boolean owned() {
        return grant != null;
    }

    /** How long a wish has been waiting for its turn alone, and not for the lock of the event. */
    long waitedForTurn(Waiting wish, long nowNanos) {
        return Math.min(nowNanos - wish.since(), nowNanos - ownedSince);
    }

    /** Starts a slice of ownership; null when the lock could not be had and the database is alone. */
    void own(@Nullable Grant granted, long endNanos, int bookings) {
        grant = granted;
        ownedSince = System.nanoTime();
        fence = granted == null ? FlushRepository.UNOWNED : FlushRepository.CLAIM;
        sliceEndNanos = endNanos;
        sliceLeft = bookings;
    }

    /** Whether it is this grant under which the lane owns its event. */
    boolean ownsBy(Grant candidate) {
        return candidate.equals(grant);
    }

    /** The fence under which this node wrote the event last. */
    void fencedAt(long written) {
        if (owned()) {
            fence = written;
        }
    }

    /** Gives the grant up; the caller releases it. */
    @Nullable
    Grant disown() {
        Grant held = grant;
        grant = null;
        fence = FlushRepository.UNOWNED;
        return held;
    }

    /** True when the slice is used up, or the lease so nearly so that nothing may be written under it. */
    boolean sliceOver(long nowNanos) {
        return grant == null || !grant.live() || nowNanos - sliceEndNanos >= 0 || sliceLeft <= 0;
    }

    /** True while the lease holds and no other node waits, so that a new slice needs no new lock. */
    boolean renewable() {
        return grant != null && grant.live() && !grant.contended();
    }

    void renewSlice(long endNanos, int bookings) {
        sliceEndNanos = endNanos;
        sliceLeft = bookings;
    }

    /** True while the lease of an owned lane holds; a lane without lock has none to lose. */
    boolean mayWrite() {
        return grant == null || grant.live();
    }

    /** False when a request with the same key of the same user waits or is being flushed already. */
    boolean add(Waiting waiting) {
        String key = scopedKey(waiting.wish());
        if (key != null && !keysInProgress.add(key)) {
            return false;
        }
        queue.addLast(waiting);
        return true;
    }

    /** Puts wishes back to the front, in their old order. */
    void putBack(List<Waiting> wishes) {
        for (int i = wishes.size() - 1; i >= 0; i--) {
            queue.addFirst(wishes.get(i));
        }
    }

    /** Somebody else has locked the event: the next flush is of this lane alone, and waits. */
    void stepAside() {
        steppedAside = true;
    }

    boolean steppedAside() {
        return steppedAside;
    }

    /** The next flush is one like any other again. */
    void comeBack() {
        steppedAside = false;
    }

    /** Takes wishes in their order; a booking is named at most once, so a second change of it waits for its turn. */
    List<Waiting> take(int most) {
        List<Waiting> taken = new ArrayList<>(Math.min(most, queue.size()));
        Set<UUID> named = new HashSet<>();
        int cancellations = 0;
        while (taken.size() < most && !queue.isEmpty()) {
            Wish next = queue.element().wish();
            boolean cancellation = next instanceof Wish.Cancellation;
            if ((cancellation && cancellations == MOST_CANCELLATIONS) || !named.add(next.bookingId())) {
                break;
            }
            cancellations += cancellation ? 1 : 0;
            taken.add(queue.remove());
        }
        sliceLeft -= taken.size();
        return taken;
    }

    /** Removes what can no longer be served in time, wherever it stands: changes arrive later than their deadlines say. */
    void dropLate(Instant latest, Consumer<Waiting> late) {
        queue.removeIf(entry -> {
            boolean tooLate = entry.wish().deadline().isBefore(latest);
            if (tooLate) {
                late.accept(entry);
            }
            return tooLate;
        });
    }

    /** Forgets the key of a wish that has its answer. */
    void answered(Waiting waiting) {
        String key = scopedKey(waiting.wish());
        if (key != null) {
            boolean known = keysInProgress.remove(key);
            assert known : "the key of a waiting wish is in progress";
        }
    }

    private static @Nullable String scopedKey(Wish wish) {
        IdempotencyKey key = wish.key();
        return key == null ? null : wish.userId() + " " + key.key();
    }
}
