package io.evently.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/**
 * Grants ownership of an event to one node at a time.
 *
 * <p>A grant saves work, it does not guard seats: a network that splits or a process that stands still can always leave
 * two nodes convinced for a while. The database has the last word.
 */
public interface EventLocks {

    /**
     * Asks for the event. A node's own requests for one event are served in their order, one at a time.
     *
     * @param patience how long to wait, more than zero
     * @return completes on the caller's context; fails with {@link LockUnavailableException} when the event cannot be
     *     had within {@code patience}, or at once when it cannot be had at all (quorum lost, cluster away)
     */
    Future<Grant> acquire(UUID eventId, Duration patience);

    /** Ownership of one event, until it is released or its lease runs out. Every method may be called on any thread. */
    interface Grant {
        /** Greater than that of every earlier grant of this event, as far as the members' clocks agree. */
        long token();

        /**
         * False once released, or once the lease has nearly run out by this node's monotonic clock: the holder must not
         * write any more.
         */
        boolean live();

        /** True when another node is known to wait for this event, so that a slice should end. Best effort. */
        boolean contended();

        /**
         * Has this run, on the context that acquired, each time another node turns out to wait; soon, if one does
         * already. For holders that keep an event they have no use for at the moment.
         */
        void onContended(Runnable handler);

        /**
         * Gives the event back, if it is still this grant's. The future completes, on the context that acquired, once
         * the cluster knows. Never fails: a lock that was lost is simply gone.
         */
        Future<Void> release();
    }
}
