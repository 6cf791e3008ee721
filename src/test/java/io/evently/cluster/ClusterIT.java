package io.evently.cluster;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.bus.Endpoint;
import io.evently.bus.Seal;
import io.evently.bus.TypedBus;
import io.evently.tracing.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static io.evently.cluster.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterIT {
    @BusName("test-trace-seen/1")
    record TraceSeen(String traceparent) implements BusMessage {}

    @Nested
    class OfTwoNodes {
        private static Nodes nodes;

        @BeforeAll
        static void start() {
            nodes = Nodes.start(2);
        }

        @AfterAll
        static void stop() {
            nodes.close();
        }

        @Test
        @DisplayName("A bus message crosses the cluster")
        void message() {
            Promise<String> heard = Promise.promise();
            await(nodes.get(0)
                    .vertx()
                    .eventBus()
                    .<String>consumer("greeting", message -> heard.complete(message.body()))
                    .completion());
            nodes.get(1).vertx().eventBus().publish("greeting", "hello");
            assertThat(await(heard.future())).isEqualTo("hello");
        }

        @Test
        @DisplayName("A trace crosses the cluster with a question")
        void trace() {
            TraceContext trace = TraceContext.begin(new SplittableRandom(1));
            Endpoint<TraceSeen, TraceSeen> address =
                    new Endpoint<>("trace", TraceSeen.class, TraceSeen.class).on(nodeOf(nodes.get(1)));
            Seal seal = new Seal();
            seal.open(List.of("known to both"));
            TypedBus.register(nodes.get(0).vertx(), List.of(TraceSeen.class), seal);
            TypedBus.register(nodes.get(1).vertx(), List.of(TraceSeen.class), seal);
            await(new TypedBus(nodes.get(1).vertx(), Duration.ofSeconds(Nodes.PATIENCE_S))
                    .answerFar(
                            address,
                            asked -> Future.succeededFuture(new TraceSeen(TraceContext.current()
                                    .map(TraceContext::traceparent)
                                    .orElse("none")))));
            TypedBus asking = new TypedBus(nodes.get(0).vertx(), Duration.ofSeconds(Nodes.PATIENCE_S));
            Promise<TraceSeen> seen = Promise.promise();
            nodes.get(0)
                    .vertx()
                    .runOnContext(
                            begin -> trace.around(() -> asking.askFar(address, new TraceSeen("?"), asking.timeout()))
                                    .onComplete(seen));
            assertThat(await(seen.future()).traceparent()).isEqualTo(trace.traceparent());
        }

        @Test
        @DisplayName("The self-check's call comes back through the peer")
        void selfCheck() {
            Future<String> came = nodes.get(0)
                    .vertx()
                    .eventBus()
                    .<String>request("cluster.call-back." + nodeOf(nodes.get(1)), nodeOf(nodes.get(0)))
                    .map(reply -> reply.body());
            assertThat(await(came)).isEqualTo("here");
            assertThat(nodes.get(0).healthy()).isTrue();
        }

        @Test
        @DisplayName("A third node may join and leave")
        void joinAndLeave() {
            Cluster third = nodes.join();
            assertThat(third.memberCount()).isEqualTo(3);
            Awaitility.await().until(() -> nodes.get(0).memberCount() == 3);
            await(third.leave());
            Awaitility.await().until(() -> nodes.get(0).memberCount() == 2);
            assertThat(third.memberCount()).isZero();
            assertThat(third.healthy()).isFalse();
        }

        private static String nodeOf(Cluster node) {
            return NodeAttribute.of(node.hazelcast().getCluster().getLocalMember())
                    .orElseThrow();
        }
    }

    @Test
    @DisplayName("Nodes that start at the same moment find each other")
    void together() {
        ClusterConfig config = Nodes.config(1, Duration.ofSeconds(4), 3);
        List<CompletableFuture<Cluster>> starting = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> await(Cluster.join(config, new VertxOptions(), UnaryOperator.identity())),
                        task -> new Thread(task).start()))
                .toList();
        List<Cluster> nodes = starting.stream().map(CompletableFuture::join).toList();
        try {
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(nodes).extracting(Cluster::memberCount).containsOnly(3));
        } finally {
            nodes.stream().map(Cluster::leave).toList().forEach(Nodes::await);
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
