package io.evently.http.server;

import io.evently.http.ApiJson;
import io.evently.http.Problem;
import io.evently.http.ProblemBody;
import io.evently.http.Reply;
import io.evently.http.ReplyStream;
import io.evently.http.ServerSentEvents;
import io.evently.http.stage.Answer;
import io.evently.http.stage.HttpArrival;
import io.evently.http.stage.HttpMetrics;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The answer of a request that came by HTTP. */
public final class ReplyWriter extends Answer {
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
    private final Clock clock;
    private final OpenStreams streams;

    public ReplyWriter(Vertx vertx, HttpArrival arrival, HttpMetrics meters, Clock clock, OpenStreams streams) {
        super(arrival, meters);
        this.vertx = vertx;
        this.request = arrival.http();
        this.clock = clock;
        this.streams = streams;
    }

    /** The headers that every answer carries, whoever writes it. */
    public static void addCommonHeaders(MultiMap headers) {
        headers.set(NO_SNIFF_NAME, NO_SNIFF)
                .set(FRAME_NAME, NO_FRAME)
                .set(REFERRER_NAME, NO_REFERRER)
                .set(POLICY_NAME, NOTHING_LOADS)
                .set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }

    @Override
    protected void send(Reply reply) {
        HttpServerResponse response = request.response();
        Optional<ReplyStream> stream = reply.stream();
        if (response.ended() || response.closed()) {
            stream.ifPresent(unheard -> unheard.over().run());
            return;
        }
        Buffer body = stream.isPresent()
                ? Buffer.buffer()
                : reply.problem().map(this::render).orElseGet(reply::rendered);
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        reply.problem().ifPresent(problem -> response.putHeader(HttpHeaders.CONTENT_TYPE, contentType()));
        record(reply);
        if (stream.isPresent()) {
            boolean events =
                    ServerSentEvents.CONTENT_TYPE.equals(reply.headers().get("Content-Type"));
            streams.send(request, stream.get(), events);
            return;
        }
        boolean abandoned = "close".equals(reply.headers().get("Connection"));
        response.end(body).onComplete(written -> {
            if (abandoned) {
                LastAnswer.close(vertx, request);
            }
        });
    }

    @Override
    protected void takeBack(Reply reply) {
        MultiMap headers = request.response().headers();
        reply.headers().keySet().forEach(headers::remove);
        addCommonHeaders(headers);
    }

    @Override
    protected void abandon() {
        request.connection().close();
    }

    private Buffer render(Problem problem) {
        Instant now = clock.instant();
        return ApiJson.render(
                prefersRfc9457()
                        ? ProblemBody.rfc9457(problem, now, arrival().trace().traceId())
                        : ProblemBody.plain(problem, now, arrival().trace().traceId()));
    }

    private String contentType() {
        return prefersRfc9457() ? ProblemBody.PROBLEM_JSON : "application/json; charset=utf-8";
    }

    private boolean prefersRfc9457() {
        return ProblemBody.prefersRfc9457(request.getHeader(HttpHeaders.ACCEPT));
    }
}
