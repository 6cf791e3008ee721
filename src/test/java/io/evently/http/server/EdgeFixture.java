package io.evently.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evently.account.TokenVerifier;
import io.evently.http.Routes;
import io.evently.ratelimit.RateLimits;
import io.evently.schedule.Foreground;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A REST edge on a free port that answers only the operations of the given routes; the others are unknown routes. */
public final class EdgeFixture implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final String deployment;
    private final int port;
    private boolean stopped;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private EdgeFixture(Vertx vertx, String deployment, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = port;
    }

    /** What a client got. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + text(), e);
            }
        }
    }

    public static EdgeFixture start(Vertx vertx, TokenVerifier verifier, Function<Vertx, Routes> routes) {
        return start(vertx, config(), verifier, List.of(routes));
    }

    public static EdgeFixture start(
            Vertx vertx, HttpConfig config, TokenVerifier verifier, List<Function<Vertx, Routes>> routes) {
        return start(vertx, config, verifier, routes, new SocketSettings(List.of(), config.maxBodyBytes()));
    }

    /** The same with sockets on its port. */
    public static EdgeFixture start(
            Vertx vertx,
            HttpConfig config,
            TokenVerifier verifier,
            List<Function<Vertx, Routes>> routes,
            SocketSettings sockets) {
        return start(vertx, config, verifier, routes, sockets, RateLimits.none());
    }

    /** The same with limits. */
    public static EdgeFixture start(
            Vertx vertx, TokenVerifier verifier, Function<Vertx, Routes> routes, RateLimits limits) {
        HttpConfig config = config();
        return start(
                vertx, config, verifier, List.of(routes), new SocketSettings(List.of(), config.maxBodyBytes()), limits);
    }

    private static EdgeFixture start(
            Vertx vertx,
            HttpConfig config,
            TokenVerifier verifier,
            List<Function<Vertx, Routes>> routes,
            SocketSettings sockets,
            RateLimits limits) {
        HttpVerticle verticle = new HttpVerticle(
                config,
                verifier,
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                new SplittableRandom(7),
                routes,
                sockets,
                new HttpVerticle.Shared(new Peers(config), new Foreground(), limits),
                false);
        String deployment = await(vertx.deployVerticle(verticle));
        return new EdgeFixture(vertx, deployment, verticle.port());
    }

    /** Defaults on a free port of the loopback interface. */
    public static HttpConfig config() {
        return new HttpConfig(
                "127.0.0.1",
                0,
                1,
                List.of("http://localhost:*"),
                List.of(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                65_536,
                1_000,
                ManagementConfig.NONE);
    }

    public int port() {
        return port;
    }

    /** Sends a request; {@code body} is JSON text, {@code headers} are names and values in turn. */
    public Answer send(String method, String path, @Nullable String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public Answer get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    public Answer send(HttpRequest request) throws Exception {
        return new Answer(client.send(request, BodyHandlers.ofByteArray()));
    }

    public CompletableFuture<Answer> sendAsync(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Answer::new);
    }

    /** Stops the server; {@link #close} then has nothing left to do. */
    public Future<Void> stop() {
        stopped = true;
        return vertx.undeploy(deployment);
    }

    @Override
    public void close() {
        if (!stopped) {
            stop().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
