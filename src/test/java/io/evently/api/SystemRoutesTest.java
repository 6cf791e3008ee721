package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.http.contract.Contract;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The system endpoints")
class SystemRoutesTest {

    private record Checks(
            List<Supplier<Future<?>>> asked,
            Supplier<Future<?>> redisAsked,
            boolean accepting,
            Optional<Boolean> diskNearlyFull)
            implements HealthChecks {
        Checks(List<Supplier<Future<?>>> asked, Supplier<Future<?>> redisAsked, boolean accepting) {
            this(asked, redisAsked, accepting, Optional.empty());
        }

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
    @DisplayName("tell when the disk of embedded servers is nearly full, and nothing of it where there are none")
    void disk(Vertx vertx) throws Exception {
        for (Optional<Boolean> full : List.of(Optional.<Boolean>empty(), Optional.of(false), Optional.of(true))) {
            try (EdgeFixture edge =
                    start(vertx, new Checks(List.of(SystemRoutesTest::up), SystemRoutesTest::up, true, full))) {
                Answer health = edge.get("/health");
                boolean degraded = full.orElse(false);
                assertThat(health.status()).isEqualTo(200);
                assertThat(health.json().path("status").asText()).isEqualTo(degraded ? "DEGRADED" : "OK");
                assertThat(health.json().path("disk").asText(""))
                        .isEqualTo(full.map(it -> it ? "nearly_full" : "ok").orElse(""));
                assertDocumented(health.response());
            }
        }
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
    @DisplayName("in production tell strangers the status alone; administrators and this machine see everything")
    void insiders(Vertx vertx) throws Exception {
        Checks checks = new Checks(List.of(SystemRoutesTest::up), SystemRoutesTest::up, true);
        try (EdgeFixture edge = EdgeFixture.start(
                vertx,
                SystemRoutesTest::caller,
                v -> new SystemRoutes(v, checks, () -> "up 1\n", Insiders.ADMINS_AND_LOOPBACK, Clock.systemUTC()))) {
            // Whoever comes through a proxy on this machine is not this machine.
            for (String by : List.of("X-Forwarded-For", "Forwarded", "Via")) {
                Answer health = edge.get("/health", by, "203.0.113.9");
                assertThat(health.status()).isEqualTo(200);
                assertThat(health.text()).isEqualTo("{\"status\":\"OK\"}");
                assertDocumented(health.response());
                Answer metrics = edge.get("/metrics", by, "203.0.113.9");
                assertThat(metrics.status()).isEqualTo(401);
                assertDocumented(metrics.response());
                assertThat(edge.get("/metrics", by, "203.0.113.9", "Authorization", "Bearer user")
                                .status())
                        .isEqualTo(403);
                assertThat(edge.get("/health", by, "203.0.113.9", "Authorization", "Bearer user")
                                .text())
                        .doesNotContain("memory");
                assertThat(edge.get("/metrics", by, "203.0.113.9", "Authorization", "Bearer admin")
                                .text())
                        .isEqualTo("up 1\n");
                assertThat(edge.get("/health", by, "203.0.113.9", "Authorization", "Bearer admin")
                                .text())
                        .contains("memory");
            }
            assertThat(edge.get("/metrics").text()).isEqualTo("up 1\n");
            assertThat(edge.get("/health").text()).contains("memory");
            assertThat(edge.get("/health/ready", "Via", "1.1 proxy").status()).isEqualTo(200);
        }
    }

    private static Optional<Caller> caller(String token) {
        Role role = token.equals("admin") ? Role.ADMIN : Role.USER;
        return Optional.of(new Caller(
                UUID.randomUUID(),
                "somebody@example.com",
                role,
                "jti",
                Instant.now().plusSeconds(600)));
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
            JsonNode expected = Contract.read("/asyncapi.yaml").deepCopy();
            expected.path("servers").forEach(server -> ((ObjectNode) server).put("host", "127.0.0.1:" + edge.port()));
            assertThat(document.json()).isEqualTo(expected);
            assertThat(document.json().path("asyncapi").asText()).startsWith("3.");
            assertThat(edge.get("/api/v1/asyncapi.json", "If-None-Match", document.header("ETag"))
                            .status())
                    .isEqualTo(304);
            assertThat(edge.get("/docs/").text()).contains("/api/v1/asyncapi.json");
        }
    }

    private static EdgeFixture start(Vertx vertx, HealthChecks checks) {
        return EdgeFixture.start(
                vertx,
                token -> Optional.empty(),
                v -> new SystemRoutes(v, checks, () -> "up 1\n", Insiders.EVERYBODY, Clock.systemUTC()));
    }
}
