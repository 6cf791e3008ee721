package io.evently.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A line between a client and a server that a test can damage. It has a Vert.x of its own and one event loop, on which
 * everything happens in order; every method returns when its effect is there.
 */
public final class TcpProxy implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final String host;
    private final int targetPort;
    private final List<Line> lines = new ArrayList<>();
    private NetClient client;
    private NetServer server;
    private boolean freezeNew;
    private boolean refuseNew;

    /** A line to the server that a URL names. */
    public TcpProxy(String url) {
        URI target = URI.create(url);
        this.host = target.getHost();
        this.targetPort = target.getPort();
        await(onLoop(() -> {
            client = vertx.createNetClient();
            server = vertx.createNetServer().connectHandler(this::accept);
            return server.listen(0, "127.0.0.1").mapEmpty();
        }));
    }

    /** The same URL, over this line. */
    public String over(String url) {
        URI target = URI.create(url);
        return url.replace(target.getRawAuthority(), target.getRawUserInfo() + "@127.0.0.1:" + server.actualPort());
    }

    /** From now on nothing that the server says arrives; it is lost. */
    public void dropReplies() {
        run(() -> lines.forEach(line -> line.dropReplies = true));
    }

    /** Nothing passes any more, on old lines and new ones; it is kept until {@link #thaw}. */
    public void freeze() {
        run(() -> {
            freezeNew = true;
            lines.forEach(line -> line.frozen = true);
        });
    }

    /** Nothing passes any more on the connections of now, not even their end; new ones work. */
    public void freezeOld() {
        run(() -> lines.forEach(line -> line.frozen = true));
    }

    /** Everything that was kept goes on its way, in its order. */
    public void thaw() {
        run(() -> {
            freezeNew = false;
            List.copyOf(lines).forEach(Line::thaw);
        });
    }

    /** Cuts every connection, and refuses new ones when {@code keepCut}. */
    public void cut(boolean keepCut) {
        run(() -> {
            refuseNew = keepCut;
            List.copyOf(lines).forEach(Line::cut);
        });
    }

    /** Takes connections again. */
    public void mend() {
        run(() -> refuseNew = false);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void accept(NetSocket socket) {
        if (refuseNew) {
            socket.close().onComplete(done -> {});
            return;
        }
        Line line = new Line(socket);
        lines.add(line);
        client.connect(targetPort, host).onSuccess(line::connected).onFailure(e -> line.cut());
    }

    private void run(Runnable change) {
        await(onLoop(() -> {
            change.run();
            return Future.succeededFuture();
        }));
    }

    private Future<Void> onLoop(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(ignored -> work.get().onComplete(done));
        return done.future();
    }

    private static void await(Future<Void> future) {
        try {
            future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the proxy does not answer", e);
        }
    }

    /** One connection, both its halves. */
    private final class Line {
        private final NetSocket near;
        private final Deque<Runnable> kept = new ArrayDeque<>();
        private NetSocket far;
        private boolean frozen = freezeNew;
        private boolean dropReplies;

        Line(NetSocket near) {
            this.near = near;
            near.handler(bytes -> pass(() -> write(far, bytes)));
            near.closeHandler(closed -> pass(this::cut));
            near.exceptionHandler(e -> {});
        }

        void connected(NetSocket socket) {
            far = socket;
            far.handler(bytes -> {
                if (!dropReplies) {
                    pass(() -> write(near, bytes));
                }
            });
            far.closeHandler(closed -> pass(this::cut));
            far.exceptionHandler(e -> {});
            drain();
        }

        void thaw() {
            frozen = false;
            drain();
        }

        void cut() {
            lines.remove(this);
            kept.clear();
            near.close().onComplete(done -> {});
            if (far != null) {
                far.close().onComplete(done -> {});
            }
        }

        private void pass(Runnable step) {
            kept.add(step);
            drain();
        }

        private void drain() {
            while (!frozen && far != null && !kept.isEmpty()) {
                kept.remove().run();
            }
        }

        private void write(NetSocket to, Buffer bytes) {
            to.write(bytes).onComplete(done -> {});
        }
    }
}
