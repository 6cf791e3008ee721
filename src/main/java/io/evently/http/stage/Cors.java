package io.evently.http.stage;

import io.evently.http.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.regex.Pattern;

/** Lets pages of the configured origins call the API. Tokens travel in a header, so no cookies are ever allowed. */
public final class Cors {
    private static final String METHODS = "GET, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Accept, Idempotency-Key, If-Match, If-None-Match, traceparent, tracestate";
    private static final String RESPONSE_HEADERS = "ETag, Link, Retry-After, X-Trace-Id, "
            + "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-RateLimit-Tier, RateLimit, RateLimit-Policy";

    private final List<Pattern> origins;

    /** @param origins scheme, host and port; {@code *} stands for any port */
    public Cors(List<String> origins) {
        this.origins = origins.stream().map(Cors::pattern).toList();
    }

    /** Marks the answer as readable by an allowed origin. */
    void apply(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        HttpServerResponse response = request.response();
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && isAllowed(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
        }
    }

    /** Whether this is the browser's question before a call. */
    boolean isPreflight(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return headers.contains(HttpHeaders.ORIGIN) && headers.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** What a browser may do; only for an origin that {@link #apply} let through. */
    Reply preflight(Reply reply, HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !isAllowed(origin)) {
            return reply;
        }
        return reply.header("Access-Control-Allow-Methods", METHODS)
                .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
                .header("Access-Control-Max-Age", "600");
    }

    /** Whether pages of an origin may call. */
    public boolean isAllowed(String origin) {
        return origins.stream().anyMatch(allowed -> allowed.matcher(origin).matches());
    }

    private static Pattern pattern(String origin) {
        if (!origin.matches("https?://[^/*]+(?::\\*)?")) {
            throw new IllegalArgumentException(
                    "http.corsOrigins must hold origins as in https://shop.example or http://localhost:*, was "
                            + origin);
        }
        return origin.endsWith(":*")
                ? Pattern.compile(Pattern.quote(origin.substring(0, origin.length() - 2)) + "(?::[0-9]{1,5})?")
                : Pattern.compile(Pattern.quote(origin));
    }
}
