package io.evently.http.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that ask for nothing, or never end what they ask. Vert.x's own idle time-outs also cut a connection
 * whose request is being worked on, and are kept away by a client that drips its headers; here only whole requests count.
 * Belongs to one event loop.
 */
final class ConnectionWatch {
    private static final long SHORTEST_SWEEP_MS = 50;
    private static final int SWEEPS_PER_LIMIT = 8;
    /** A client at work asks again within this; one at rest has most likely gone elsewhere. */
    private static final long LAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    // Where a body is wanted, its reader says 408 at the deadline; this is for the bodies that nobody reads.
    private static final int BODY_DEADLINES = 2;

    private static final class Seen {
        private final Channel channel;
        private long sinceNanos = System.nanoTime();
        private long limitNanos;
        private int underWay;
        private @Nullable HttpServerRequest request;
        private long askedNanos;

        Seen(Channel channel, long limitNanos) {
            this.channel = channel;
            this.limitNanos = limitNanos;
        }
    }

    private final Map<HttpConnection, Seen> open = new HashMap<>();
    private final long firstNanos;
    private final long nextNanos;
    private @Nullable Promise<Void> leaving;
    private final long bodyNanos;

    /**
     * @param first how long a new connection may take to send its first request
     * @param next how long a connection may be kept after an answer
     * @param body how long a request may take to come in whole, at most a little more than twice
     */
    ConnectionWatch(Duration first, Duration next, Duration body) {
        this.firstNanos = first.toNanos();
        this.nextNanos = next.toNanos();
        this.bodyNanos = BODY_DEADLINES * body.toNanos();
    }

    /** Begins to sweep; ends with the context that calls this. */
    void start(Vertx vertx) {
        long shortest = Math.min(bodyNanos, Math.min(firstNanos, nextNanos));
        long everyMs = TimeUnit.NANOSECONDS.toMillis(shortest) / SWEEPS_PER_LIMIT;
        vertx.setPeriodic(Math.max(SHORTEST_SWEEP_MS, everyMs), id -> sweep());
    }

    void opened(HttpConnection connection, Channel channel) {
        open.put(connection, new Seen(channel, firstNanos));
        // Of the channel, because the connection does not say so after it became a WebSocket.
        ChannelFuture unused = channel.closeFuture().addListener(closed -> {
            open.remove(connection);
            finishWhenOver();
        });
        LingeringConnection.keep(connection);
    }

    /**
     * Has all connections end with their next answer, which says so, or when they have rested for a moment. Closed by us while its
     * client sends a request, a connection would be reset.
     *
     * @return completes when all that speak HTTP are closed
     */
    Future<Void> drain(Vertx vertx) {
        Promise<Void> last = Promise.promise();
        leaving = last;
        vertx.setPeriodic(SHORTEST_SWEEP_MS, id -> sweep());
        sweep();
        return last.future();
    }

    /** Whether each answer is the last of its connection. */
    boolean draining() {
        return leaving != null;
    }

    /** A request has come; its connection is left alone until {@link #answered}, unless the request never ends. */
    void asked(HttpServerRequest request) {
        Seen seen = open.get(request.connection());
        if (seen != null) {
            seen.underWay++;
            seen.request = request;
            seen.askedNanos = System.nanoTime();
        }
    }

    void answered(HttpConnection connection) {
        Seen seen = open.get(connection);
        if (seen != null) {
            seen.underWay--;
            seen.sinceNanos = System.nanoTime();
            seen.limitNanos = nextNanos;
        }
    }

    private void finishWhenOver() {
        if (leaving != null && open.values().stream().noneMatch(seen -> speaksHttp(seen.channel))) {
            leaving.tryComplete();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        finishWhenOver();
        // A copy: closing removes from the map at once.
        Map.copyOf(open).forEach((connection, seen) -> {
            if ((isSilent(seen, now) || isEndless(seen, now)) && speaksHttp(seen.channel)) {
                connection.close();
            }
        });
    }

    private boolean isSilent(Seen seen, long now) {
        long limit = draining() ? Math.min(LAST_REST_NANOS, seen.limitNanos) : seen.limitNanos;
        return seen.underWay == 0 && now - seen.sinceNanos > limit;
    }

    private boolean isEndless(Seen seen, long now) {
        HttpServerRequest request = seen.request;
        if (request == null || now - seen.askedNanos <= bodyNanos) {
            return false;
        }
        if (request.isEnded()) {
            seen.request = null;
            return false;
        }
        return true;
    }

    // A successful upgrade takes the decoder out, and nothing else does, whatever a client wrote into its headers.
    private static boolean speaksHttp(Channel channel) {
        return channel.pipeline().get(HttpRequestDecoder.class) != null;
    }
}
