package io.evently.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.cluster.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterIT {
    @Test
    @DisplayName("Two nodes form a cluster, a bus message crosses it, and one may leave")
    void twoNodes() {
        try (Nodes nodes = Nodes.start(2)) {
            Cluster first = nodes.get(0);
            Cluster second = nodes.get(1);
            assertThat(first.memberCount()).isEqualTo(2);
            assertThat(second.memberCount()).isEqualTo(2);
            assertThat(first.healthy()).isTrue();

            Promise<String> heard = Promise.promise();
            await(first.vertx()
                    .eventBus()
                    .<String>consumer("greeting", message -> heard.complete(message.body()))
                    .completion());
            second.vertx().eventBus().publish("greeting", "hello");
            assertThat(await(heard.future())).isEqualTo("hello");

            await(second.leave());
            Awaitility.await()
                    .untilAsserted(() -> assertThat(first.memberCount()).isEqualTo(1));
            assertThat(second.memberCount()).isZero();
            assertThat(second.healthy()).isFalse();
        }
    }

    @Test
    @DisplayName("The call through a peer and back counts a bus that works as passing")
    void selfCheck() {
        try (Nodes nodes = Nodes.start(2)) {
            Cluster first = nodes.get(0);
            Vertx vertx = first.vertx();
            String peer = nodes.get(1)
                    .hazelcast()
                    .getCluster()
                    .getLocalMember()
                    .getAttribute(HazelcastSettings.NODE_ATTRIBUTE);
            String self =
                    first.hazelcast().getCluster().getLocalMember().getAttribute(HazelcastSettings.NODE_ATTRIBUTE);
            Future<String> came = vertx.eventBus()
                    .<String>request("cluster.call-back." + peer, self)
                    .map(reply -> reply.body());
            assertThat(await(came)).isEqualTo("here");
        }
    }

    @Test
    @DisplayName("A port that is taken is told in one sentence")
    void portTaken() throws IOException {
        ClusterConfig config = Nodes.config(1, Duration.ofSeconds(4), 1);
        try (ServerSocket taken = Nodes.bind(config.port())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity())))
                    .isInstanceOf(ClusterStartException.class)
                    .hasMessage("127.0.0.1 has no free port for the cluster: tried cluster.port " + config.port()
                            + " to " + config.port());
        }
    }

    @Test
    @DisplayName("An address of another machine is told in one sentence")
    void foreignHost() {
        ClusterConfig own = Nodes.config(1, Duration.ofSeconds(4), 1);
        ClusterConfig foreign = new ClusterConfig(
                own.name(),
                "192.0.2.1",
                null,
                own.port(),
                own.portCount(),
                0,
                own.discovery(),
                own.members(),
                own.multicastGroup(),
                own.multicastPort(),
                null,
                1,
                own.lockLease(),
                null);
        assertThatThrownBy(() -> await(Cluster.join(foreign, new VertxOptions(), UnaryOperator.identity())))
                .isInstanceOf(ClusterStartException.class)
                .hasMessage("cluster.host 192.0.2.1 is not an address of this machine");
    }
}
