package io.evently.http.stage;

import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies that are neither too long nor too slow. Nearly all bodies come with their head, so one sweep looks
 * after those that do not, instead of a timer for each. Belongs to one event loop.
 */
public final class BodyReader {
    private static final long SHORTEST_SWEEP_MS = 10;
    private static final int SWEEPS_PER_DEADLINE = 20;

    private final int maxBytes;
    private final long deadlineNanos;
    private final Set<Reading> underWay = new LinkedHashSet<>();

    public BodyReader(int maxBytes, long deadlineMs) {
        this.maxBytes = maxBytes;
        this.deadlineNanos = TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    }

    /** Begins to sweep; ends with the context that calls this. */
    public void start(Vertx vertx) {
        long everyMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos) / SWEEPS_PER_DEADLINE;
        vertx.setPeriodic(Math.max(SHORTEST_SWEEP_MS, everyMs), id -> sweep());
    }

    /**
     * Reads a body as it is. Fails with {@link RefusedException} 413, 408, 415 when it is encoded, or 400 when it breaks off.
     * Call before the first byte of the body was handled.
     */
    Future<Buffer> read(HttpServerRequest request) {
        return read(request, maxBytes);
    }

    /** The same with a limit of its own, in bytes. */
    public Future<Buffer> read(HttpServerRequest request, int limit) {
        if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return Future.failedFuture(new RefusedException(Problem.encodedBody()));
        }
        if (announcedLength(request) > limit) {
            return Future.failedFuture(new RefusedException(Problem.payloadTooLarge(limit)));
        }
        Reading reading = new Reading(request, limit);
        underWay.add(reading);
        request.handler(reading::take);
        request.endHandler(end -> reading.complete());
        request.exceptionHandler(reading::fail);
        return reading.promise.future();
    }

    /** The body that is read off this connection, if any is, has stopped being one. */
    public void broken(HttpConnection connection) {
        for (Reading reading : List.copyOf(underWay)) {
            if (reading.request.connection() == connection) {
                reading.fail(new RefusedException(Problem.brokenBody()));
            }
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        Iterator<Reading> oldestFirst = underWay.iterator();
        while (oldestFirst.hasNext()) {
            Reading reading = oldestFirst.next();
            if (now - reading.sinceNanos < deadlineNanos) {
                return;
            }
            oldestFirst.remove();
            reading.promise.fail(new RefusedException(Problem.bodyTimeout()));
        }
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private final class Reading {
        private final Promise<Buffer> promise = Promise.promise();
        private final HttpServerRequest request;
        private final int limit;
        private final long sinceNanos = System.nanoTime();
        private @Nullable Buffer body;

        Reading(HttpServerRequest request, int limit) {
            this.request = request;
            this.limit = limit;
        }

        void take(Buffer chunk) {
            int length = body == null ? 0 : body.length();
            if (length + chunk.length() > limit) {
                if (underWay.remove(this)) {
                    request.handler(rest -> {});
                    promise.fail(new RefusedException(Problem.payloadTooLarge(limit)));
                }
            } else {
                body = body == null ? chunk : body.appendBuffer(chunk);
            }
        }

        void complete() {
            if (underWay.remove(this)) {
                promise.complete(body == null ? Buffer.buffer() : body);
            }
        }

        void fail(Throwable failure) {
            if (underWay.remove(this)) {
                promise.fail(failure);
            }
        }
    }
}
