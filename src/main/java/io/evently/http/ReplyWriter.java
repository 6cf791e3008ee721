package io.evently.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Instant;

/** Writes the one answer of one request. */
final class ReplyWriter {
    private static final CharSequence TRACE_ID = HttpHeaders.createOptimized("X-Trace-Id");
    private static final CharSequence NO_SNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAME_NAME = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence NO_FRAME = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER_NAME = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence POLICY_NAME = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NOTHING_LOADS =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpMetrics meters;
    private final Clock clock;
    private final String traceId;
    private final long startedNanos = System.nanoTime();
    private String operation = HttpMetrics.NO_OPERATION;

    ReplyWriter(Vertx vertx, HttpServerRequest request, HttpMetrics meters, Clock clock) {
        this.vertx = vertx;
        this.request = request;
        this.meters = meters;
        this.clock = clock;
        this.traceId = TraceId.of(request.getHeader("traceparent"));
    }

    /** The headers that every answer carries, whoever writes it. */
    void addCommonHeaders() {
        request.response()
                .putHeader(TRACE_ID, traceId)
                .putHeader(NO_SNIFF_NAME, NO_SNIFF)
                .putHeader(FRAME_NAME, NO_FRAME)
                .putHeader(REFERRER_NAME, NO_REFERRER)
                .putHeader(POLICY_NAME, NOTHING_LOADS)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }

    String traceId() {
        return traceId;
    }

    void operation(String id) {
        this.operation = id;
    }

    void fail(Throwable failure) {
        if (failure instanceof HttpClosedException) {
            return;
        }
        write(Reply.problem(Failures.problem(failure, operation, traceId)));
    }

    void write(Reply reply) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Buffer body;
        try {
            body = reply.problem().map(this::render).orElseGet(reply::rendered);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        reply.problem().ifPresent(problem -> response.putHeader(HttpHeaders.CONTENT_TYPE, contentType()));
        meters.record(operation, reply.status(), System.nanoTime() - startedNanos);
        boolean abandoned = "close".equals(reply.headers().get("Connection"));
        response.end(body).onComplete(written -> {
            if (abandoned) {
                LastAnswer.close(vertx, request);
            }
        });
    }

    private Buffer render(Problem problem) {
        Instant now = clock.instant();
        return ApiJson.render(
                prefersRfc9457()
                        ? ProblemBody.rfc9457(problem, now, traceId)
                        : ProblemBody.plain(problem, now, traceId));
    }

    private String contentType() {
        return prefersRfc9457() ? ProblemBody.PROBLEM_JSON : "application/json; charset=utf-8";
    }

    private boolean prefersRfc9457() {
        return ProblemBody.prefersRfc9457(request.getHeader(HttpHeaders.ACCEPT));
    }
}
