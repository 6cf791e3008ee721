package io.evently.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.http.HostileBodies.HostileBody;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.server.ClientAddress;
import io.evently.http.server.PipelineApiPort;
import io.evently.http.stage.BodyReader;
import io.evently.http.stage.Cors;
import io.evently.http.stage.HttpMetrics;
import io.evently.http.stage.Pipeline;
import io.evently.http.stage.TraceStage;
import io.evently.live.bridge.BridgeSocket;
import io.evently.ratelimit.Limiter;
import io.evently.ratelimit.RateLimits;
import io.evently.schedule.Foreground;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends, what it costs is bounded by its length. Memory is measured, not time: a slow machine needs as
 * much of it as a fast one.
 */
@ExtendWith(VertxExtension.class)
@DisplayName("The work for one request")
class BoundedWorkTest {
    private static final int LONGEST_BODY = 65_536;
    private static final int LONGEST_MESSAGE = 16_384;
    private static final int LONGEST_ANSWER = 65_536;
    // What reading JSON that is nothing but empty objects takes, twice over.
    private static final long MOST_MEMORY = 16L << 20;
    private static final Caller ADMIN =
            new Caller(new UUID(1, 2), "someone@example.com", Role.ADMIN, "token", Instant.MAX);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @DisplayName("and its answer are bounded, whatever body any operation of the document is sent")
    void bodies() {
        List<HostileBody> bodies = Contract.shared().operations().stream()
                .filter(ContractOperation::takesBody)
                .flatMap(operation -> HostileBodies.of(operation, LONGEST_BODY).stream())
                .toList();
        assertThat(bodies).hasSizeGreaterThan(500);
        List<String> dear = new ArrayList<>();
        for (HostileBody body : bodies) {
            byte[] sent = body.json().getBytes(UTF_8);
            assertThat(sent.length).as(body.toString()).isLessThanOrEqualTo(LONGEST_BODY);
            Measured<Buffer> answer = measured(() -> refusal(body.operationId(), sent));
            if (answer.allocated() > MOST_MEMORY) {
                dear.add(body + " allocated " + answer.allocated());
            }
            assertThat(answer.value().length()).as(body.toString()).isLessThanOrEqualTo(LONGEST_ANSWER);
            if (body.refused()) {
                assertThat(answer.value().length()).as("%s is taken", body).isPositive();
            }
        }
        assertThat(dear).isEmpty();
    }

    @Test
    @DisplayName("of a socket and its answer are bounded as well")
    void messages(Vertx vertx) throws Exception {
        PipelineApiPort port = port(vertx);
        for (String id : BridgeSocket.OPERATIONS.values()) {
            for (HostileBody body : HostileBodies.of(Contract.shared().operation(id), LONGEST_MESSAGE)) {
                Promise<Measured<Buffer>> done = Promise.promise();
                vertx.runOnContext(frame -> ask(port, body, done));
                Measured<Buffer> answer = done.future().await(1, TimeUnit.MINUTES);
                assertThat(answer.allocated()).as(body.toString()).isLessThan(MOST_MEMORY);
                assertThat(answer.value().length()).as(body.toString()).isLessThanOrEqualTo(LONGEST_ANSWER);
            }
        }
    }

    @Test
    @DisplayName("names at most 20 fields, and those shortened")
    void names() {
        StringBuilder json = new StringBuilder("{\"" + "😀".repeat(1_000) + "\":1e99");
        for (int i = 0; i < 100; i++) {
            json.append(",\"wrong").append(i).append("\":{\"deep\":[0,1e99]}");
        }
        RequestCheck check = new RequestCheck(Contract.shared().operation("updateEvent"));
        check.body(JsonBody.parse(json.append('}').toString().getBytes(UTF_8)));
        try {
            check.finish();
        } catch (RefusedException refused) {
            assertThat(refused.problem().details()).hasSize(20).containsKey("wrong0.deep[1]");
            assertThat(refused.problem().details().keySet())
                    .allSatisfy(name -> assertThat(name.length()).isLessThanOrEqualTo(101))
                    .first()
                    .asString()
                    .isEqualTo("😀".repeat(50) + '…');
            return;
        }
        throw new AssertionError("taken");
    }

    private void ask(PipelineApiPort port, HostileBody body, Promise<Measured<Buffer>> done) {
        long before = threads.getCurrentThreadAllocatedBytes();
        Future<Buffer> answer = port.read(body.json())
                .filter(ObjectNode.class::isInstance)
                .map(members -> port.ask(
                        body.operationId(), (ObjectNode) members, Optional.of("token"), Optional.empty(), "127.0.0.1"))
                .orElse(Future.succeededFuture(Buffer.buffer()));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        answer.map(buffer -> new Measured<>(buffer, allocated)).onComplete(done);
    }

    private static PipelineApiPort port(Vertx vertx) {
        Contract contract = Contract.shared();
        Operations operations = new Operations(contract.operationIds());
        contract.operationIds().forEach(id -> operations.on(id, call -> Future.succeededFuture(Reply.empty(204))));
        Cors cors = new Cors(List.of());
        return new PipelineApiPort(
                Pipeline.of(
                        new TraceStage(new SplittableRandom(1)),
                        contract,
                        operations,
                        cors,
                        token -> Optional.of(ADMIN),
                        new BodyReader(LONGEST_BODY, 10_000),
                        new Limiter(vertx, RateLimits.none()),
                        Clock.systemUTC()),
                new ClientAddress(List.of()),
                cors,
                new BodyReader(LONGEST_BODY, 10_000),
                new HttpMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new Foreground(),
                (request, refusal) -> {});
    }

    /** What REST answers; empty when the body is taken. */
    private static Buffer refusal(String operationId, byte[] body) {
        try {
            RequestCheck check = new RequestCheck(Contract.shared().operation(operationId));
            check.body(JsonBody.parse(body));
            check.finish();
            return Buffer.buffer();
        } catch (RefusedException refused) {
            return ApiJson.render(ProblemBody.plain(refused.problem(), Instant.EPOCH, "0".repeat(32)));
        }
    }

    private record Measured<T>(T value, long allocated) {}

    private <T> Measured<T> measured(Supplier<T> work) {
        long before = threads.getCurrentThreadAllocatedBytes();
        T value = work.get();
        return new Measured<>(value, threads.getCurrentThreadAllocatedBytes() - before);
    }
}
