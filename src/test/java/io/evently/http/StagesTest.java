package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.http.contract.Contract;
import io.evently.http.server.ClientAddress;
import io.evently.http.server.OpenStreams;
import io.evently.http.server.PipelineApiPort;
import io.evently.http.server.ReplyWriter;
import io.evently.http.stage.BodyReader;
import io.evently.http.stage.Cors;
import io.evently.http.stage.HttpArrival;
import io.evently.http.stage.HttpMetrics;
import io.evently.http.stage.Pipeline;
import io.evently.http.stage.Stage;
import io.evently.http.stage.TraceStage;
import io.evently.ratelimit.Limiter;
import io.evently.ratelimit.RateLimits;
import io.evently.schedule.Foreground;
import io.evently.testing.LogLines;
import io.evently.tracing.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The stages of a request")
class StagesTest {
    private static final List<String> ORDER =
            List.of("trace", "stray", "route", "authenticate", "limit", "body", "check", "handler");
    private static final String EVENT = "019c3a52-80f0-7a11-8b7e-51c0d2f7a602";
    private static final String USER = "019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7";
    private static final String BOOKING =
            "{\"user_id\":\"" + USER + "\",\"event_id\":\"" + EVENT + "\",\"quantity\":2}";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final HttpMetrics meters = new HttpMetrics(new SimpleMeterRegistry());
    private final Cors cors = new Cors(List.of("https://shop.example"));
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Supplier<Future<Reply>> handler = () -> Future.succeededFuture(Reply.ok(Envelope.success()));
    private Vertx vertx;

    @BeforeEach
    void keep(Vertx given) {
        vertx = given;
    }

    /** What can go wrong in a stage, and the status that it comes to. */
    enum Fault {
        THROWS(500),
        THROWS_AN_ERROR(500),
        REFUSES(409),
        FAILS(500),
        FAILS_BY_AN_ERROR(500),
        REFUSES_LATER(409),
        ANSWERS_A_PROBLEM(409),
        GIVES_NO_FUTURE(500),
        ANSWERS_NOTHING(500);

        private final int status;

        Fault(int status) {
            this.status = status;
        }

        @Nullable
        Future<Reply> happen() {
            RefusedException refused = new RefusedException(Problem.conflict("NO", "No"));
            return switch (this) {
                case THROWS -> throw new IllegalStateException("thrown");
                case THROWS_AN_ERROR -> throw new StackOverflowError("thrown");
                case REFUSES -> throw refused;
                case FAILS -> Future.failedFuture(new IllegalStateException("failed"));
                case FAILS_BY_AN_ERROR -> Future.failedFuture(new AssertionError("failed"));
                case REFUSES_LATER -> Future.failedFuture(refused);
                case ANSWERS_A_PROBLEM -> Future.succeededFuture(Reply.problem(refused.problem()));
                case GIVES_NO_FUTURE -> null;
                case ANSWERS_NOTHING -> Future.succeededFuture(null);
            };
        }
    }

    /** An answer that cannot be written. */
    enum BadReply {
        NOT_RENDERED,
        WRONG_HEADER,
        RENDERED_WITH_AN_ERROR;

        Reply reply() {
            return switch (this) {
                case NOT_RENDERED -> Reply.ok(new Object());
                case WRONG_HEADER -> Reply.ok(Map.of()).header("X-Broken", "a\r\nX-Injected: b");
                case RENDERED_WITH_AN_ERROR -> Reply.ok(new Deep(0));
            };
        }
    }

    /** Fails when it is rendered. */
    record Deep(int depth) {
        @Override
        public int depth() {
            if (depth == 0) {
                throw new StackOverflowError("deep");
            }
            return depth;
        }
    }

    @Test
    @DisplayName("are those that the architecture page names, in its order, for HTTP and for sockets")
    void order() throws Exception {
        Pipeline stages = recording(standard());
        assertThat(standard().stream().map(StagesTest::name).toList()).isEqualTo(ORDER);
        assertThat(Files.readString(Path.of("docs/architecture.md"))).contains(String.join(" → ", ORDER));

        HttpResponse<String> answer = post(stages, BOOKING);
        List<String> byHttp = List.copyOf(passed);
        passed.clear();
        ObjectNode members = (ObjectNode) new ObjectMapper().readTree(BOOKING);
        JsonNode bySocket = ask(stages, "createBooking", members, Optional.of("token"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(bySocket.path("status").asInt()).as(bySocket.toString()).isEqualTo(200);
        assertThat(byHttp).isEqualTo(ORDER);
        assertThat(passed).isEqualTo(ORDER);
    }

    @Test
    @DisplayName("end with the one that refuses, on both ways")
    void refusal() throws Exception {
        Pipeline stages = recording(standard());
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        assertThat(ask(stages, "createBooking", members, Optional.empty())
                        .path("status")
                        .asInt())
                .isEqualTo(401);
        assertThat(passed).containsExactly("trace", "stray", "route", "authenticate");
        passed.clear();
        assertThat(post(stages, "{}").statusCode()).isEqualTo(400);
        assertThat(passed).isEqualTo(ORDER.subList(0, 7));
        passed.clear();
        assertThat(post(stages, "{").statusCode()).isEqualTo(400);
        assertThat(passed).isEqualTo(ORDER.subList(0, 6));
    }

    static Stream<Arguments> faults() {
        return IntStream.rangeClosed(1, ORDER.size())
                .boxed()
                .flatMap(place -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(place, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("give an answer whatever one of them does, with the headers that were added before and the trace id")
    void faults(int place, Fault fault) throws Exception {
        List<Stage> stages = new ArrayList<>(standard());
        stages.add(place, (arrival, next) -> fault.happen());
        stages.add(place, (arrival, next) -> {
            arrival.headers().add("X-Remaining", "7");
            return next.pass(arrival);
        });
        if (place == ORDER.size()) {
            stages.remove(place - 1);
        }
        HttpResponse<String> answer;
        try (LogLines log = LogLines.watch("text")) {
            answer = post(new Pipeline(stages), BOOKING);
            assertThat(log.with(TRACE)).hasSize(fault.status < 500 ? 0 : 1);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(fault.status);
        assertThat(answer.headers().allValues("X-Remaining")).containsExactly("7");
        assertThat(answer.headers().allValues("X-Trace-Id")).containsExactly(TRACE);
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.body()).contains("\"trace_id\":\"" + TRACE + '"');
        JsonNode bySocket = ask(
                new Pipeline(stages),
                "createBooking",
                (ObjectNode) new ObjectMapper().readTree(BOOKING),
                Optional.of("token"));
        assertThat(bySocket.path("status").asInt()).isEqualTo(fault.status);
        assertThat(bySocket.path("trace_id").asText()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("give an answer when the handler's own cannot be written, with the headers that were added before")
    void afterTheHandler(BadReply bad) throws Exception {
        handler = () -> Future.succeededFuture(bad.reply());
        List<Stage> stages = new ArrayList<>(standard());
        stages.add(1, (arrival, next) -> {
            arrival.headers().add("X-Remaining", "7");
            return next.pass(arrival);
        });
        HttpResponse<String> answer;
        try (LogLines log = LogLines.watch("text")) {
            answer = post(new Pipeline(stages), BOOKING);
            assertThat(log.with("createBooking failed")).hasSize(1);
        }
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().allValues("X-Remaining")).containsExactly("7");
        assertThat(answer.headers().allValues("X-Trace-Id")).containsExactly(TRACE);
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().map()).doesNotContainKeys("X-Broken", "X-Injected");
        assertThat(answer.body()).contains("INTERNAL_ERROR");
    }

    @Test
    @DisplayName("see how a request went that they let through, and may still add headers")
    void afterwards() throws Exception {
        List<Stage> stages = new ArrayList<>(standard());
        stages.add(
                3,
                (arrival, next) -> next.pass(arrival)
                        .onComplete(done -> arrival.headers().add("X-Went", done.succeeded() ? "well" : "wrong")));
        assertThat(post(new Pipeline(stages), BOOKING).headers().allValues("X-Went"))
                .containsExactly("well");
        assertThat(post(new Pipeline(stages), "{").headers().allValues("X-Went"))
                .containsExactly("wrong");
        handler = () -> {
            throw new IllegalStateException("thrown");
        };
        assertThat(post(new Pipeline(stages), BOOKING).headers().allValues("X-Went"))
                .containsExactly("wrong");
    }

    @Test
    @DisplayName("log a failure under the request's trace, also when it came of work that was shared with others")
    void logged() throws Exception {
        Promise<Reply> shared = Promise.promise();
        handler = () -> TraceContext.detached(() -> {
            vertx.setTimer(1, fired -> shared.fail(new IllegalStateException("broken")));
            return shared.future();
        });
        try (LogLines log = LogLines.watch("text")) {
            assertThat(post(new Pipeline(standard()), BOOKING).statusCode()).isEqualTo(500);
            assertThat(log.with("createBooking failed"))
                    .singleElement()
                    .asString()
                    .contains(" trace_id=" + TRACE + " - createBooking failed");
        }
    }

    private List<Stage> standard() {
        Contract contract = Contract.shared();
        Operations operations = new Operations(contract.operationIds()).on("createBooking", call -> handler.get());
        return Pipeline.of(
                        new TraceStage(new SplittableRandom(1)),
                        contract,
                        operations,
                        cors,
                        token -> Optional.of(new Caller(UUID.fromString(USER), "x@x.x", Role.USER, token, Instant.MAX)),
                        new BodyReader(65_536, 10_000),
                        new Limiter(vertx, RateLimits.none()),
                        Clock.systemUTC())
                .stages();
    }

    private Pipeline recording(List<Stage> stages) {
        return new Pipeline(stages.stream()
                .map(stage -> (Stage) (arrival, next) -> {
                    passed.add(name(stage));
                    return stage.pass(arrival, next);
                })
                .toList());
    }

    private static String name(Stage stage) {
        return stage.getClass().getSimpleName().replace("Stage", "").toLowerCase(Locale.ROOT);
    }

    private HttpResponse<String> post(Pipeline stages, String body) throws IOException, InterruptedException {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            ReplyWriter.addCommonHeaders(request.response().headers());
            HttpArrival arrival = new HttpArrival(request, "127.0.0.1");
            stages.answer(arrival, new ReplyWriter(vertx, arrival, meters, Clock.systemUTC(), new OpenStreams(vertx)));
        });
        await(server.listen(0, "127.0.0.1"));
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/api/v1/bookings");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer token")
                        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        await(server.close());
        return answer;
    }

    private JsonNode ask(Pipeline stages, String operation, ObjectNode members, Optional<String> token)
            throws IOException {
        PipelineApiPort port = new PipelineApiPort(
                stages,
                new ClientAddress(List.of()),
                cors,
                new BodyReader(65_536, 10_000),
                meters,
                Clock.systemUTC(),
                new Foreground(),
                (request, refusal) -> {});
        Promise<Buffer> answer = Promise.promise();
        vertx.runOnContext(frame -> port.ask(operation, members, token, Optional.empty(), "127.0.0.1")
                .onComplete(answer));
        return new ObjectMapper().readTree(await(answer.future()).getBytes());
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }
}
