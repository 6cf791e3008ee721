package io.evently.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stands in front of nodes as a balancer with sticky clients does: all of them go to one node, until that is dead. */
final class Balancer implements AutoCloseable {
    private static final long PATIENCE_S = 60;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private volatile int target;

    private Balancer(int target) throws TimeoutException {
        this.target = target;
        this.server = vertx.createNetServer()
                .connectHandler(this::forward)
                .listen(0, "127.0.0.1")
                .await(PATIENCE_S, TimeUnit.SECONDS);
    }

    static Balancer to(int port) throws TimeoutException {
        return new Balancer(port);
    }

    int port() {
        return server.actualPort();
    }

    /** The node is gone, with all its connections; its clients go to another from now on. */
    void now(int port) {
        target = port;
        open.forEach(socket -> socket.close().onFailure(gone -> {}));
    }

    private void forward(NetSocket in) {
        in.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(out -> {
                    open.add(in);
                    Future.any(in.pipeTo(out), out.pipeTo(in)).onComplete(done -> {
                        open.remove(in);
                        in.close().onFailure(gone -> {});
                        out.close().onFailure(gone -> {});
                    });
                })
                .onFailure(e -> in.close().onFailure(gone -> {}));
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(PATIENCE_S, TimeUnit.SECONDS);
    }
}
