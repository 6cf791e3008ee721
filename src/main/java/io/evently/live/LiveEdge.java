package io.evently.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** One kind of sockets on the HTTP port. Made once per event loop, to which it belongs. */
public interface LiveEdge {

    /** Whether requests to such a path are for this edge. */
    boolean serves(String path);

    /** Answers a request, always; the edge sets every header itself. */
    void handle(HttpServerRequest request);

    /** Closes its sockets, so that their clients connect elsewhere; takes no more. */
    Future<Void> close();

    /** Makes the edge of one event loop, on it. */
    @FunctionalInterface
    interface Factory {
        LiveEdge make(Vertx vertx, ApiPort api);
    }
}
