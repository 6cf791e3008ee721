package io.evently.outbox;

import io.evently.schedule.Signal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/**
 * Somebody who must hear of every fact of a shard. Each has a cursor, a transaction and a pace of its own: one that hangs
 * or fails holds up no other. At any moment at most one node works for a listener of a shard. Called on the event loop of
 * the shard's outbox, one batch after the other.
 */
public interface FactListener {

    /** Where a listener begins that this shard has never had. */
    enum Start {
        /** With the oldest fact that is kept. */
        OLDEST_KEPT,
        /** With what happens after the first look at the shard. */
        NOW
    }

    /** The name of its cursor: lower case, never changed. */
    String name();

    /** Where it begins; the oldest fact that is kept, unless it says otherwise. */
    default Start start() {
        return Start.OLDEST_KEPT;
    }

    /**
     * Takes the next facts. What it writes through {@code transaction} becomes true together with the cursor, so it
     * happens once, whatever dies. What it does beside that may happen again, when the transaction fails after it; a fact
     * that is {@link StoredFact#repeated repeated} was taken before and should do nothing of that kind. A failure makes the
     * same facts come again.
     *
     * @param facts in the order of their numbers, at least one
     */
    Future<Void> take(SqlClient transaction, List<StoredFact> facts);

    /**
     * How many facts of the batch that it took last it could not read and left out, so that they hold up no other. Asked once
     * that batch is committed; they are counted, since nobody is told what they said.
     */
    default int leftOut() {
        return 0;
    }

    /**
     * Whether it can take so many facts now; asked before a transaction is begun. After a no it is asked again when {@link #wakes} rings,
     * and from time to time.
     */
    default boolean ready(int facts) {
        return true;
    }

    /** Rung when {@link #ready} may have another answer. */
    default List<Signal> wakes() {
        return List.of();
    }

    /** Called when a batch is committed. */
    default void committed() {}

    /** Called when a batch was not committed after all, or nobody knows. */
    default void failed() {}
}
