package io.evently;

import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.evently.outbox.FactListener;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that one capability adds to a node, made from a {@link Foundation}. A {@link Node} starts and stops a list of
 * them; what a wing does not have, it leaves out.
 */
interface Wing {

    /** Every message family of the capability; the bus learns them before anything else happens. */
    default List<Class<? extends BusMessage>> families() {
        return List.of();
    }

    /**
     * Settles with the databases what must be settled before the first verticle. All wings do so at the same time. Called
     * again when a database could not be reached; not at all when a start is only rehearsed.
     */
    default Future<Void> prepare() {
        return Future.succeededFuture();
    }

    /**
     * The verticles in the order of their deployment; they are stopped at the same time, after those of the wings that follow.
     * Called once, on a thread that may block, when all wings are prepared and those before this one are deployed.
     */
    default List<VerticleBase> verticles() {
        return List.of();
    }

    /** What makes the routes of the capability, once for each instance of the HTTP edge. Asked when all wings are prepared. */
    default List<Function<Vertx, Routes>> routes() {
        return List.of();
    }

    /** Who must hear of every fact of a shard, each made for the event loop of that shard's outbox. Asked once per shard. */
    default List<FactListener> listeners(Shard shard) {
        return List.of();
    }
}
