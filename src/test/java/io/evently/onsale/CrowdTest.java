package io.evently.onsale;

import io.evently.hash.InternalCredential;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The other side is a server of a few lines, which misbehaves when told to. */
@ExtendWith(VertxExtension.class)
@DisplayName("The crowd")
class CrowdTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final int REQUESTS = 200;
    private static final int CONNECTIONS = 10;

    private final UUID event = UUID.randomUUID();
    private final AtomicInteger left = new AtomicInteger(50);
    private final AtomicInteger arrivals = new AtomicInteger();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private Vertx vertx;

    @BeforeEach
    void keep(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    @DisplayName("sees every wish end: seats sold while there are any, then refusals")
    void sellsOut() throws Exception {
        URI node = node((arrival, request) -> answer(request));

        Tallied tallied = played(List.of(node), number -> Wishes.of(event, 1));

        assertThat(tallied.sales()).hasSize(50);
        assertThat(tallied.refused()).isEqualTo(REQUESTS - 50);
        assertThat(tallied.failed()).isZero();
        assertThat(arrivals).hasValue(REQUESTS);
    }

    @Test
    @DisplayName("comes back when told to, and counts that")
    void comesBack() throws Exception {
        URI node = node((arrival, request) -> {
            if (arrival % 2 == 0) {
                end(request, 503, Map.of("code", "OVERLOADED"));
            } else {
                answer(request);
            }
        });

        Tallied tallied = played(List.of(node), number -> Wishes.of(event, 1));

        assertThat(tallied.sales()).hasSize(50);
        assertThat(tallied.refused()).isEqualTo(REQUESTS - 50);
        assertThat(tallied.deferred().get("503 OVERLOADED")).isEqualTo(arrivals.get() - REQUESTS);
    }

    @Test
    @DisplayName("gives up on a node that only ever sends it away")
    void neverServed() throws Exception {
        URI node = node((arrival, request) -> end(request, 503, Map.of("code", "OVERLOADED")));

        Tallied tallied = played(List.of(node), number -> Wishes.of(event, 1));

        assertThat(tallied.failed()).isEqualTo(REQUESTS);
        assertThat(tallied.errors()).hasSize(1).containsValue(REQUESTS);
    }

    @Test
    @DisplayName("never repeats a request without a key that was sent and not answered")
    void unknown() throws Exception {
        URI node = node((arrival, request) -> {
            if (arrival % 10 == 0) {
                cut(request);
            } else {
                answer(request);
            }
        });

        Tallied tallied = played(List.of(node, node), number -> Wishes.of(event, 1));

        assertThat(arrivals).hasValue(REQUESTS);
        assertThat(tallied.unknown()).hasSize(REQUESTS / 10);
        assertThat(tallied.sales()).hasSize(50);
        assertThat(tallied.failed()).isZero();
    }

    @Test
    @DisplayName("repeats a request with a key under the same key until it is answered")
    void repeats() throws Exception {
        URI node = node((arrival, request) -> {
            String key = request.getHeader("Idempotency-Key");
            if (keys.add(key) && key.endsWith("0")) {
                cut(request);
            } else {
                answer(request);
            }
        });

        Tallied tallied = played(List.of(node, node), number -> Wishes.withKey(event, "key-" + number));

        assertThat(keys).hasSize(REQUESTS);
        assertThat(tallied.unknown()).isEmpty();
        assertThat(tallied.sales().size() + tallied.refused()).isEqualTo(REQUESTS);
        assertThat(tallied.resent()).isEqualTo(REQUESTS / 10);
        assertThat(arrivals).hasValue(REQUESTS + REQUESTS / 10);
    }

    @Test
    @DisplayName("goes on at another node when one is not there, losing nothing")
    void nodeAway() throws Exception {
        URI node = node((arrival, request) -> answer(request));
        URI nowhere = closedNode();

        Tallied tallied = played(List.of(nowhere, node), number -> Wishes.of(event, 1));

        assertThat(tallied.sales()).hasSize(50);
        assertThat(tallied.refused()).isEqualTo(REQUESTS - 50);
        assertThat(tallied.unknown()).isEmpty();
        assertThat(tallied.resent()).isPositive();
    }

    private Tallied played(List<URI> addresses, IntFunction<Wish> wishes) throws Exception {
        List<NodeClient> clients = addresses.stream()
                .map(address ->
                        new NodeClient(vertx, address, CONNECTIONS, new InternalCredential(), Clock.systemUTC()))
                .toList();
        Crowd crowd = new Crowd(vertx, new Nodes(clients, System::nanoTime), wishes, REQUESTS, System::nanoTime);
        return crowd.play(CONNECTIONS).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private interface Behaviour {
        void meet(int arrival, HttpServerRequest request);
    }

    private URI node(Behaviour behaviour) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> behaviour.meet(arrivals.incrementAndGet(), request))
                .listen(0, "127.0.0.1")
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private URI closedNode() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {})
                .listen(0, "127.0.0.1")
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        server.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(bytes -> {
            JsonObject wish = bytes.toJsonObject();
            int before = left.getAndUpdate(seats -> Math.max(0, seats - 1));
            if (before == 0) {
                end(request, 409, Map.of("code", "INSUFFICIENT_SEATS", "available_seats", 0));
            } else {
                wish.put("booking_id", UUID.randomUUID().toString())
                        .put("booking_reference", "R" + before)
                        .put("status", "confirmed");
                end(request, 201, Map.of("data", wish));
            }
        });
    }

    private static void cut(HttpServerRequest request) {
        request.connection().close();
    }

    private static void end(HttpServerRequest request, int status, Map<String, Object> body) {
        request.response().setStatusCode(status).putHeader("Retry-After", "0").end(new JsonObject(body).toBuffer());
    }
}
