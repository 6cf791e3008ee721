package io.evently.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BiConsumer;

/** A server that answers at once, but for a while in which it answers nobody. */
final class StallingServer implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private int requests;
    private long stalledUntil;

    private StallingServer(BiConsumer<StallingServer, HttpServerRequest> behaviour) {
        this.server = vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                .requestHandler(request -> {
                    requests++;
                    behaviour.accept(this, request);
                })
                .listen()
                .await();
    }

    /** Stalls when it gets that request. */
    static StallingServer stallingAt(int request, Duration stall) {
        return new StallingServer((server, asked) -> server.answer(asked, request, stall));
    }

    /** Answers every tenth request with 500. */
    static StallingServer failingAtTimes() {
        return new StallingServer((server, asked) -> asked.response()
                .setStatusCode(server.requests % 10 == 0 ? 500 : 200)
                .end("{\"code\":\"INTERNAL_ERROR\"}"));
    }

    /** Closes the connection of every tenth request. */
    static StallingServer hangingUp() {
        return new StallingServer((server, asked) -> {
            if (server.requests % 10 == 0) {
                asked.connection().close().onComplete(closed -> {});
            } else {
                asked.response().end("{}");
            }
        });
    }

    /** Never answers. */
    static StallingServer silent() {
        return new StallingServer((server, asked) -> {});
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort());
    }

    private void answer(HttpServerRequest asked, int stallAt, Duration stall) {
        if (requests == stallAt) {
            stalledUntil = System.nanoTime() + stall.toNanos();
        }
        long left = requests < stallAt ? 0 : stalledUntil - System.nanoTime();
        if (left > 0) {
            vertx.setTimer(left / NANOS_PER_MILLI + 1, over -> asked.response().end("{}"));
        } else {
            asked.response().end("{}");
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
