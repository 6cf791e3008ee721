package io.evently.api;

import io.evently.http.contract.Contract;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The system endpoints")
class SystemRoutesTest {

    private record Checks(List<Supplier<Future<?>>> asked, Supplier<Future<?>> redisAsked, boolean accepting)
            implements HealthChecks {
        @Override
        public List<Future<?>> databases() {
            List<Future<?>> answers = new ArrayList<>();
            asked.forEach(ask -> answers.add(ask.get()));
            return answers;
        }

        @Override
        public Future<?> redis() {
            return redisAsked.get();
        }

        @Override
        public String nodeId() {
            return "node-1";
        }

        @Override
        public int clusterMembers() {
            return 2;
        }
    }

    private static Future<?> up() {
        return Future.succeededFuture();
    }

    private static Future<?> down() {
        return Future.failedFuture("down");
    }

    private static Future<?> hangs() {
        return Promise.promise().future();
    }

    @Test
    @DisplayName("report a healthy node")
    void healthy(Vertx vertx) throws Exception {
        try (EdgeFixture edge = start(
                vertx, new Checks(List.of(SystemRoutesTest::up, SystemRoutesTest::up), SystemRoutesTest::up, true))) {
            Answer health = edge.get("/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().path("status").asText()).isEqualTo("OK");
            assertThat(health.json().path("database").asText()).isEqualTo("connected");
            assertThat(health.json().path("redis").asText()).isEqualTo("connected");
            assertThat(health.json().at("/node/cluster_members").asInt()).isEqualTo(2);
            assertDocumented(health.response());
            for (String path :
                    List.of("/health/live", "/health/ready", "/metrics", "/api/v1/", "/api/v1/openapi.json")) {
                Answer got = edge.get(path);
                assertThat(got.status()).as(path).isEqualTo(200);
                assertDocumented(got.response());
            }
        }
    }

    @Test
    @DisplayName("go on without Redis and with some databases, and say so")
    void degraded(Vertx vertx) throws Exception {
        try (EdgeFixture edge = start(
                vertx,
                new Checks(List.of(SystemRoutesTest::up, SystemRoutesTest::down), SystemRoutesTest::down, true))) {
            Answer health = edge.get("/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().path("status").asText()).isEqualTo("DEGRADED");
            assertThat(health.json().path("database").asText()).isEqualTo("degraded");
            assertThat(health.json().path("redis").asText()).isEqualTo("disconnected");
            assertThat(edge.get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("give up without a database, also when it hangs")
    void databasesDown(Vertx vertx) throws Exception {
        try (EdgeFixture edge = start(
                vertx,
                new Checks(List.of(SystemRoutesTest::hangs, SystemRoutesTest::down), SystemRoutesTest::up, true))) {
            Answer health = edge.get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().path("database").asText()).isEqualTo("disconnected");
            assertDocumented(health.response());
            assertDocumented(edge.get("/health/ready").response());
            assertThat(edge.get("/health/ready").status()).isEqualTo(503);
            assertThat(edge.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("turn load balancers away while the node starts or stops")
    void draining(Vertx vertx) throws Exception {
        try (EdgeFixture edge = start(vertx, new Checks(List.of(SystemRoutesTest::up), SystemRoutesTest::up, false))) {
            assertThat(edge.get("/health/ready").status()).isEqualTo(503);
        }
    }

    @Test
    @DisplayName("publish the document, unchanged while its tag is")
    void document(Vertx vertx) throws Exception {
        try (EdgeFixture edge = start(vertx, new Checks(List.of(SystemRoutesTest::up), SystemRoutesTest::up, true))) {
            Answer document = edge.get("/api/v1/openapi.json");
            assertThat(document.json()).isEqualTo(Contract.shared().document());
            assertThat(edge.get("/api/v1/openapi.json", "If-None-Match", document.header("ETag"))
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    @DisplayName("publish the document of the sockets beside it")
    void socketsDocument(Vertx vertx) throws Exception {
        try (EdgeFixture edge = start(vertx, new Checks(List.of(SystemRoutesTest::up), SystemRoutesTest::up, true))) {
            Answer document = edge.get("/api/v1/asyncapi.json");
            assertThat(document.json()).isEqualTo(Contract.read("/asyncapi.yaml"));
            assertThat(document.json().path("asyncapi").asText()).startsWith("3.");
            assertThat(edge.get("/api/v1/asyncapi.json", "If-None-Match", document.header("ETag"))
                            .status())
                    .isEqualTo(304);
            assertThat(edge.get("/docs/").text()).contains("/api/v1/asyncapi.json");
        }
    }

    private static EdgeFixture start(Vertx vertx, HealthChecks checks) {
        return EdgeFixture.start(
                vertx, token -> Optional.empty(), v -> new SystemRoutes(v, checks, () -> "up 1\n", Clock.systemUTC()));
    }
}
