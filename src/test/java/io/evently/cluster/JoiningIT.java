package io.evently.cluster;

import io.vertx.core.VertxOptions;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Joining the cluster")
class JoiningIT {
    @RepeatedTest(5)
    @DisplayName("works for both of two nodes that start at the same moment")
    void pair() {
        ClusterConfig config = Nodes.config(1, Duration.ofSeconds(4), 2);
        List<CompletableFuture<Cluster>> starting = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(
                        () -> Nodes.await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity()))))
                .toList();
        List<Cluster> nodes = starting.stream().map(CompletableFuture::join).toList();
        try {
            Awaitility.await().until(() -> nodes.stream().allMatch(node -> node.memberCount() == 2));
        } finally {
            nodes.stream().map(Cluster::leave).toList().forEach(Nodes::await);
        }
    }

    @Test
    @DisplayName("works by a DNS name alone, as in Kubernetes: whoever listens behind it is found")
    void byName() {
        // Behind "localhost" and cluster.port is the first of two; the second takes the next port.
        ClusterConfig config = named("localhost", Nodes.config(2, Duration.ofSeconds(4), 2));
        Cluster founder = Nodes.await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity()));
        Cluster second = Nodes.await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity()));
        try {
            assertThat(second.memberCount()).isEqualTo(2);
            Awaitility.await().until(() -> founder.memberCount() == 2);
        } finally {
            Stream.of(second, founder).map(Cluster::leave).toList().forEach(Nodes::await);
        }
    }

    @Test
    @DisplayName("ends with a sentence when the only other member takes connections and says nothing")
    void hungMember() throws Exception {
        ClusterConfig config = Nodes.config(1, Duration.ofSeconds(4), 2);
        try (ServerSocket hung = Nodes.bind(config.port())) {
            assertThat(hung.isBound()).isTrue();
            assertThatThrownBy(() -> Nodes.await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity())))
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessageContaining(config.name());
        }
    }

    private static ClusterConfig named(String service, ClusterConfig config) {
        return new ClusterConfig(
                config.name(),
                config.host(),
                config.publicHost(),
                config.port(),
                config.portCount(),
                config.busPort(),
                ClusterConfig.Discovery.KUBERNETES,
                List.of(),
                config.multicastGroup(),
                config.multicastPort(),
                service,
                config.minimumSize(),
                config.lockLease(),
                config.file());
    }
}
