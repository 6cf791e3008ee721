package io.evently.http.server;

import com.fasterxml.jackson.core.JsonFactory;
import io.evently.account.TokenVerifier;
import io.evently.http.Operations;
import io.evently.http.Routes;
import io.evently.http.contract.Contract;
import io.evently.http.stage.Answer;
import io.evently.http.stage.BodyReader;
import io.evently.http.stage.Cors;
import io.evently.http.stage.HttpArrival;
import io.evently.http.stage.HttpMetrics;
import io.evently.http.stage.Pipeline;
import io.evently.http.stage.TraceStage;
import io.evently.live.ApiPort;
import io.evently.live.LiveEdge;
import io.evently.ratelimit.Limiter;
import io.evently.ratelimit.RateLimits;
import io.evently.schedule.Foreground;
import io.evently.tracing.TraceContext;
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
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Serves the REST API. Deploy several instances: Vert.x spreads the connections over them. The first one made compiles
 * the OpenAPI document, so make it on a thread that may block.
 */
public final class HttpVerticle extends VerticleBase {
    /**
     * What all instances of a node share.
     *
     * @param foreground is told of every request, and of the event loop of each instance
     */
    public record Shared(Peers peers, Foreground foreground, RateLimits limits) {}

    private static final int DRAIN_SECONDS = 8;
    // Proxies cut off what is silent for a minute, and this server after LONGEST_SILENCE_SECONDS.
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
    // For clients that never read their answer; all else is the business of ConnectionWatch.
    private static final int LONGEST_SILENCE_SECONDS = 300;

    // Compiled by the deploying thread: it takes too long for an event loop.
    private final Contract contract = Contract.shared();
    private final HttpConfig config;
    private final TokenVerifier verifier;
    private final MeterRegistry registry;
    private final Clock clock;
    private final RandomGenerator random;
    private final List<Function<Vertx, Routes>> routes;
    private final SocketSettings sockets;
    private final Shared shared;
    private final boolean everythingAnswered;
    private TraceStage trace;
    private HttpMetrics meters;
    private OpenStreams streams;
    private ConnectionWatch watch;
    private Limiter limiter;
    private List<LiveEdge> edges = List.of();
    private HttpServer server;

    /**
     * @param random begins traces
     * @param routes makes the routes of each resource, once per instance
     * @param sockets what else is served on the port
     * @param shared by all instances of a node
     */
    public HttpVerticle(
            HttpConfig config,
            TokenVerifier verifier,
            MeterRegistry registry,
            Clock clock,
            RandomGenerator random,
            List<Function<Vertx, Routes>> routes,
            SocketSettings sockets,
            Shared shared) {
        this(config, verifier, registry, clock, random, routes, sockets, shared, true);
    }

    /** @param everythingAnswered whether an operation of the document that nobody answers keeps this from starting */
    HttpVerticle(
            HttpConfig config,
            TokenVerifier verifier,
            MeterRegistry registry,
            Clock clock,
            RandomGenerator random,
            List<Function<Vertx, Routes>> routes,
            SocketSettings sockets,
            Shared shared,
            boolean everythingAnswered) {
        this.config = config;
        this.verifier = verifier;
        this.registry = registry;
        this.clock = clock;
        this.random = random;
        this.routes = List.copyOf(routes);
        this.sockets = sockets;
        this.shared = shared;
        this.everythingAnswered = everythingAnswered;
    }

    /** What listens on the port for management, and answers what the routes there bind and nothing else. */
    public static HttpVerticle ofManagement(
            HttpConfig config,
            TokenVerifier verifier,
            MeterRegistry registry,
            Clock clock,
            RandomGenerator random,
            Function<Vertx, Routes> routes) {
        HttpConfig own = config.ofManagement();
        return new HttpVerticle(
                own,
                verifier,
                registry,
                clock,
                random,
                List.of(routes),
                new SocketSettings(List.of(), config.maxBodyBytes()),
                new Shared(new Peers(own), new Foreground(), RateLimits.none()),
                false);
    }

    /** Compiles the OpenAPI document, once in a JVM. Takes a second or two: not for an event loop. */
    public static void compileDocument() {
        Contract compiled = Contract.shared();
        assert compiled != null;
    }

    @Override
    public Future<?> start() {
        keepNamesApart();
        Operations operations = new Operations(contract.operationIds());
        routes.forEach(factory -> factory.apply(vertx).bind(operations));
        Set<String> unanswered = operations.unanswered();
        if (everythingAnswered && !unanswered.isEmpty()) {
            throw new IllegalStateException("Nobody answers the operations " + unanswered);
        }
        // One source for each event loop: the common one may be secure, and slow, and shared.
        trace = new TraceStage(new SplittableRandom(random.nextLong()));
        meters = new HttpMetrics(registry);
        streams = new OpenStreams(vertx);
        streams.start(SIGN_OF_LIFE);
        Cors cors = new Cors(config.corsOrigins());
        BodyReader bodies =
                new BodyReader(config.maxBodyBytes(), config.bodyDeadline().toMillis());
        bodies.start(vertx);
        limiter = new Limiter(vertx, shared.limits());
        Pipeline pipeline = Pipeline.of(trace, contract, operations, cors, verifier, bodies, limiter, clock);
        ApiPort door = new PipelineApiPort(
                pipeline, shared.peers().addresses(), cors, bodies, meters, clock, shared.foreground(), this::refuse);
        edges = sockets.edges().stream()
                .map(factory -> factory.make(vertx, door))
                .toList();
        watch = new ConnectionWatch(config.readIdleTimeout(), config.idleTimeout(), config.bodyDeadline());
        watch.start(vertx);
        shared.foreground().watch(context);
        HttpServerOptions options = options();
        Connections connections = new Connections(options, shared.peers(), watch, bodies);
        server = vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .requestHandler(handler(entrances(pipeline)))
                .invalidRequestHandler(request -> InvalidRequests.answer(answer(traced(request)), request));
        return limiter.start().compose(ready -> server.listen());
    }

    // Tokens and the frames of sockets are JSON of strangers as well, and Vert.x has one table of member names for all
    // that it reads: names of equal hash would break it for everybody.
    @SuppressWarnings("deprecation")
    private static void keepNamesApart() {
        JsonFactory used = DatabindCodec.mapper().getFactory().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
        assert used != null;
    }

    @Override
    public Future<?> stop() {
        List<Future<Void>> closing =
                new ArrayList<>(edges.stream().map(LiveEdge::close).toList());
        closing.add(streams.close());
        Future<Void> drained = watch.drain(vertx);
        // From here nobody can connect; those who have are answered to the end.
        return Future.join(closing)
                .transform(closed -> Future.join(drained, server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS)))
                .onComplete(down -> limiter.close());
    }

    /** The port that is bound; differs from the configured one when that was 0. */
    int port() {
        return server.actualPort();
    }

    /** Something that answers a part of the requests. */
    private record Entrance(Predicate<HttpServerRequest> serves, Consumer<HttpArrival> enter) {}

    // The first that serves a request takes it. What the document describes goes straight to the pipeline: the pages
    // alone
    // are worth a router's time.
    private List<Entrance> entrances(Pipeline pipeline) {
        Router pages = Router.router(vertx);
        DocsPage.mount(vertx, pages);
        List<Entrance> all = new ArrayList<>();
        all.add(new Entrance(
                DocsPage::serves, arrival -> pages.handle(traced(arrival).http())));
        edges.forEach(edge -> all.add(new Entrance(
                request -> request.path() != null && edge.serves(request.path()),
                arrival -> edge.handle(traced(arrival).http()))));
        all.add(new Entrance(request -> true, arrival -> pipeline.answer(arrival, answer(arrival))));
        return List.copyOf(all);
    }

    private Handler<HttpServerRequest> handler(List<Entrance> entrances) {
        return request -> {
            HttpConnection connection = request.connection();
            watch.asked(request);
            shared.foreground().asked();
            boolean last = watch.draining();
            if (last) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            request.response().endHandler(ended -> {
                watch.answered(connection);
                if (last) {
                    LastAnswer.close(vertx, request);
                }
            });
            HttpArrival arrival = arrival(request);
            try {
                first(entrances, request).enter().accept(arrival);
            } catch (Throwable e) {
                answer(arrival).fail(e);
            }
        };
    }

    private static Entrance first(List<Entrance> entrances, HttpServerRequest request) {
        for (Entrance entrance : entrances) {
            if (entrance.serves().test(request)) {
                return entrance;
            }
        }
        throw new IllegalStateException("Nobody serves " + request.path());
    }

    private HttpArrival arrival(HttpServerRequest request) {
        ReplyWriter.addCommonHeaders(request.response().headers());
        return new HttpArrival(request, shared.peers().addresses().of(request));
    }

    private HttpArrival traced(HttpServerRequest request) {
        return traced(arrival(request));
    }

    private HttpArrival traced(HttpArrival arrival) {
        trace.begin(arrival);
        return arrival;
    }

    // What refuses a socket's request may come from anywhere, a timer for example; its trace must not stay there.
    private void refuse(HttpServerRequest request, Throwable refusal) {
        Answer answer = TraceContext.separately(() -> answer(traced(request)));
        answer.fail(refusal);
    }

    private Answer answer(HttpArrival arrival) {
        return new ReplyWriter(vertx, arrival, meters, clock, streams);
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
