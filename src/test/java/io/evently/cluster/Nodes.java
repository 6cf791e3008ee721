package io.evently.cluster;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Nodes of one test's own cluster, in this JVM: a random name, ports of their own, loopback only. */
final class Nodes implements AutoCloseable {
    static final long PATIENCE_S = 60;

    private final ClusterConfig config;
    private final List<Cluster> nodes = new ArrayList<>();

    private Nodes(ClusterConfig config) {
        this.config = config;
    }

    static Nodes start(int count) {
        return start(count, 1, Duration.ofSeconds(4));
    }

    static Nodes start(int count, int minimumSize, Duration lease) {
        var nodes = new Nodes(config(minimumSize, lease, count + 1));
        for (int i = 0; i < count; i++) {
            nodes.join();
        }
        // A young cluster still moves partitions about; calls to a moving one are delayed by half a second.
        Awaitility.await().until(nodes.get(0).hazelcast().getPartitionService()::isClusterSafe);
        return nodes;
    }

    @CanIgnoreReturnValue
    Cluster join() {
        Cluster joined = await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity()));
        nodes.add(joined);
        return joined;
    }

    Cluster get(int index) {
        return nodes.get(index);
    }

    ClusterConfig config() {
        return config;
    }

    @Override
    public void close() {
        nodes.stream().map(Cluster::leave).toList().forEach(Nodes::await);
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("not done within " + PATIENCE_S + " s", e);
        }
    }

    static ClusterConfig config(int minimumSize, Duration lease, int portCount) {
        ClusterConfig defaults =
                ClusterConfig.loopback("test-" + UUID.randomUUID(), TestServices.freePorts(portCount), portCount);
        return new ClusterConfig(
                defaults.name(),
                defaults.host(),
                defaults.publicHost(),
                defaults.port(),
                defaults.portCount(),
                defaults.busPort(),
                defaults.discovery(),
                defaults.members(),
                defaults.multicastGroup(),
                defaults.multicastPort(),
                defaults.kubernetesService(),
                minimumSize,
                lease,
                defaults.file());
    }

    static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
