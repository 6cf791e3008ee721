package io.evently.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Ends a connection after an answer that came before the request was read. What the client still sends is dropped for a
 * moment first: closing at once would reset the connection, and the client might never see the answer.
 */
final class LastAnswer {
    private static final long LINGER_MS = 2_000;

    private LastAnswer() {}

    static void close(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded() || request.response().closed()) {
            request.connection().close();
            return;
        }
        long timer = vertx.setTimer(LINGER_MS, id -> request.connection().close());
        request.handler(dropped -> {});
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
    }
}
