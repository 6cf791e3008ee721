package io.evently.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that ask for nothing. Vert.x's own idle time-outs also cut a connection whose request is being
 * worked on, and are kept away by a client that drips its headers; here only whole requests count. Belongs to one event
 * loop.
 */
final class ConnectionWatch {
    private static final long SHORTEST_SWEEP_MS = 50;
    private static final int SWEEPS_PER_LIMIT = 8;

    private static final class Seen {
        private long sinceNanos = System.nanoTime();
        private long limitNanos;
        private int underWay;
    }

    private final Map<HttpConnection, Seen> open = new HashMap<>();
    private final long firstNanos;
    private final long nextNanos;

    /**
     * @param first how long a new connection may take to send its first request
     * @param next how long a connection may be kept after an answer
     */
    ConnectionWatch(Duration first, Duration next) {
        this.firstNanos = first.toNanos();
        this.nextNanos = next.toNanos();
    }

    /** Begins to sweep; ends with the context that calls this. */
    void start(Vertx vertx) {
        long everyMs = TimeUnit.NANOSECONDS.toMillis(Math.min(firstNanos, nextNanos)) / SWEEPS_PER_LIMIT;
        vertx.setPeriodic(Math.max(SHORTEST_SWEEP_MS, everyMs), id -> sweep());
    }

    void opened(HttpConnection connection) {
        Seen seen = new Seen();
        seen.limitNanos = firstNanos;
        open.put(connection, seen);
        connection.closeHandler(closed -> open.remove(connection));
    }

    /** A request has come; its connection is left alone until {@link #answered}. */
    void asked(HttpConnection connection) {
        Seen seen = open.get(connection);
        if (seen != null) {
            seen.underWay++;
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

    /** It speaks another protocol from now on, and will not say here when it closes. */
    void upgraded(HttpConnection connection) {
        open.remove(connection);
    }

    private void sweep() {
        long now = System.nanoTime();
        // A copy: closing removes from the map at once.
        Map.copyOf(open).forEach((connection, seen) -> {
            if (seen.underWay == 0 && now - seen.sinceNanos > seen.limitNanos) {
                connection.close();
            }
        });
    }
}
