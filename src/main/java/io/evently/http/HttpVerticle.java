package io.evently.http;

import io.evently.account.TokenVerifier;
import io.evently.http.contract.Contract;
import io.evently.live.ApiPort;
import io.evently.live.LiveEdge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves the REST API. Deploy several instances: Vert.x spreads the connections over them. The first one made compiles
 * the OpenAPI document, so make it on a thread that may block.
 */
public final class HttpVerticle extends VerticleBase {
    private static final int DRAIN_SECONDS = 10;
    // For clients that never read their answer; all else is the business of ConnectionWatch.
    private static final int LONGEST_SILENCE_SECONDS = 300;

    // Compiled by the deploying thread: it takes too long for an event loop.
    private final Contract contract = Contract.shared();
    private final HttpConfig config;
    private final TokenVerifier verifier;
    private final MeterRegistry registry;
    private final Clock clock;
    private final List<Function<Vertx, Routes>> routes;
    private final SocketSettings sockets;
    private final boolean everythingAnswered;
    private List<LiveEdge> edges = List.of();
    private HttpServer server;

    /**
     * @param routes makes the routes of each resource, once per instance
     * @param sockets what else is served on the port
     */
    public HttpVerticle(
            HttpConfig config,
            TokenVerifier verifier,
            MeterRegistry registry,
            Clock clock,
            List<Function<Vertx, Routes>> routes,
            SocketSettings sockets) {
        this(config, verifier, registry, clock, routes, sockets, true);
    }

    /** @param everythingAnswered whether an operation of the document that nobody answers keeps this from starting */
    HttpVerticle(
            HttpConfig config,
            TokenVerifier verifier,
            MeterRegistry registry,
            Clock clock,
            List<Function<Vertx, Routes>> routes,
            SocketSettings sockets,
            boolean everythingAnswered) {
        this.config = config;
        this.verifier = verifier;
        this.registry = registry;
        this.clock = clock;
        this.routes = List.copyOf(routes);
        this.sockets = sockets;
        this.everythingAnswered = everythingAnswered;
    }

    /** Compiles the OpenAPI document, once in a JVM. Takes a second or two: not for an event loop. */
    public static void compileDocument() {
        Contract compiled = Contract.shared();
        assert compiled != null;
    }

    @Override
    public Future<?> start() {
        Operations operations = new Operations(contract.operationIds());
        routes.forEach(factory -> factory.apply(vertx).bind(operations));
        Set<String> unanswered = operations.unanswered();
        if (everythingAnswered && !unanswered.isEmpty()) {
            throw new IllegalStateException("Nobody answers the operations " + unanswered);
        }
        Cors cors = new Cors(config.corsOrigins());
        BodyReader bodies =
                new BodyReader(config.maxBodyBytes(), config.bodyDeadline().toMillis());
        bodies.start(vertx);
        ClientAddress addresses = new ClientAddress(config.trustedProxies());
        Pipeline pipeline = new Pipeline(contract, operations, verifier, bodies, addresses, cors);
        HttpMetrics meters = new HttpMetrics(registry);
        ApiPort door = new PipelineApiPort(contract, pipeline, addresses, cors, meters, clock);
        edges = sockets.edges().stream()
                .map(factory -> factory.make(vertx, door))
                .toList();
        ConnectionWatch watch = new ConnectionWatch(config.readIdleTimeout(), config.idleTimeout());
        watch.start(vertx);
        server = vertx.createHttpServer(options())
                .connectionHandler(watch::opened)
                .requestHandler(handler(pipeline, cors, meters, watch))
                .invalidRequestHandler(request -> InvalidRequests.answer(writer(request, meters), request));
        return server.listen();
    }

    @Override
    public Future<?> stop() {
        return Future.join(edges.stream().map(LiveEdge::close).toList())
                .transform(closed -> server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS));
    }

    /** The port that is bound; differs from the configured one when that was 0. */
    int port() {
        return server.actualPort();
    }

    // What the document describes goes straight to the pipeline: the pages alone are worth a router's time.
    private Handler<HttpServerRequest> handler(
            Pipeline pipeline, Cors cors, HttpMetrics meters, ConnectionWatch watch) {
        Router pages = Router.router(vertx);
        DocsPage.mount(vertx, pages, request -> writer(request, meters).addCommonHeaders());
        return request -> {
            HttpConnection connection = request.connection();
            watch.asked(connection);
            request.response().endHandler(ended -> watch.answered(connection));
            if (DocsPage.serves(request)) {
                pages.handle(request);
                return;
            }
            ReplyWriter writer = writer(request, meters);
            writer.addCommonHeaders();
            LiveEdge edge = edgeOf(request);
            if (edge != null) {
                if (request.headers().contains(HttpHeaders.UPGRADE)) {
                    watch.upgraded(connection);
                }
                edge.handle(request);
            } else {
                cors.apply(request);
                pipeline.handle(request, writer);
            }
        };
    }

    private @Nullable LiveEdge edgeOf(HttpServerRequest request) {
        String path = request.path();
        for (LiveEdge edge : edges) {
            if (path != null && edge.serves(path)) {
                return edge;
            }
        }
        return null;
    }

    private ReplyWriter writer(HttpServerRequest request, HttpMetrics meters) {
        return new ReplyWriter(vertx, request, meters, clock);
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(LONGEST_SILENCE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setMaxWebSocketFrameSize(sockets.longestFrame())
                .setMaxWebSocketMessageSize(sockets.longestFrame())
                // Else clients that ask before they send a body wait a second for nothing.
                .setHandle100ContinueAutomatically(true)
                // Handlers for what no route here speaks, which every request would have to pass.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
    }
}
