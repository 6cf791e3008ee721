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
}
