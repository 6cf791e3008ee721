package io.evently.live.socketio;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A request of the polling transport that waits for its one answer. Any thread may answer it. */
final class SocketIoPoll {
    private final Context context;
    private final HttpServerRequest request;

    /** @param context of the event loop that the request came on */
    SocketIoPoll(Context context, HttpServerRequest request) {
        this.context = context;
        this.request = request;
    }

    /** Says once that the client went away without its answer. */
    void onGone(Runnable gone) {
        request.response().exceptionHandler(e -> gone.run());
    }

    void answer(String payload) {
        send(200, "text/plain; charset=UTF-8", payload);
    }

    void refuse(EngineIoError error) {
        send(error.status(), "application/json", error.body());
    }

    private void send(int status, String type, String body) {
        context.runOnContext(on -> {
            HttpServerResponse response = request.response();
            if (!response.ended() && !response.closed()) {
                response.setStatusCode(status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .end(body)
                        .onFailure(gone -> {});
            }
        });
    }
}
