package io.evently.bench.cost;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.bus.Seal;
import io.evently.bus.TypedBus;
import io.evently.cluster.Cluster;
import io.evently.cluster.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Two members of one cluster in this process. Blocks; for the main thread. */
final class Members implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORTS = 8;

    private final Cluster one;
    private final Cluster other;

    private Members(Cluster one, Cluster other) {
        this.one = one;
        this.other = other;
    }

    static Members join() {
        ClusterConfig config = ClusterConfig.loopback("bench-" + UUID.randomUUID(), freePort(), PORTS);
        Cluster one = await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity()));
        Cluster other = await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity()));
        Seal seal = new Seal();
        seal.open(List.of("known to both"));
        TypedBus.register(one.vertx(), List.of(Ping.class), seal);
        TypedBus.register(other.vertx(), List.of(Ping.class), seal);
        return new Members(one, other);
    }

    Cluster one() {
        return one;
    }

    Cluster other() {
        return other;
    }

    @Override
    public void close() {
        await(other.leave().eventually(one::leave));
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        return future.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
