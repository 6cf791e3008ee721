package io.evently.http.stage;

import io.evently.http.Reply;
import io.vertx.core.Future;

/**
 * One step of the way of every request. It adds to the arrival what it found out and passes on, or it ends the way: with a
 * reply of its own, or with a {@link io.evently.http.RefusedException}, thrown or in the future. Headers that it adds to
 * {@link Arrival#headers} go out with the answer, whatever that becomes. Runs on the event loop of the request and is shared
 * by all requests of that loop.
 */
@FunctionalInterface
public interface Stage {
    Future<Reply> pass(Arrival arrival, Next next);

    /** The rest of the way. Never throws: what a later stage throws is a failed future. */
    @FunctionalInterface
    interface Next {
        Future<Reply> pass(Arrival arrival);
    }
}
