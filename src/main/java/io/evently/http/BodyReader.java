package io.evently.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request body that is neither too long nor too slow. */
final class BodyReader {
    private final Vertx vertx;
    private final int maxBytes;
    private final long deadlineMs;

    BodyReader(Vertx vertx, int maxBytes, long deadlineMs) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.deadlineMs = deadlineMs;
    }

    /** Fails with {@link RefusedException} 413 or 408. Call before the first byte of the body was handled. */
    Future<Buffer> read(HttpServerRequest request) {
        if (announcedLength(request) > maxBytes) {
            return Future.failedFuture(new RefusedException(Problem.payloadTooLarge(maxBytes)));
        }
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(deadlineMs, id -> promise.tryFail(new RefusedException(Problem.bodyTimeout())));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                boolean first = promise.tryFail(new RefusedException(Problem.payloadTooLarge(maxBytes)));
                if (first) {
                    request.handler(rest -> {});
                }
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> promise.tryComplete(body));
        request.exceptionHandler(promise::tryFail);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
