package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.live.ApiPort;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets sockets ask what REST clients ask, through the same {@link Pipeline}. One per event loop. */
final class PipelineApiPort implements ApiPort {
    private final Contract contract;
    private final Pipeline pipeline;
    private final ClientAddress addresses;
    private final Cors cors;
    private final HttpMetrics meters;
    private final Clock clock;

    PipelineApiPort(
            Contract contract, Pipeline pipeline, ClientAddress addresses, Cors cors, HttpMetrics meters, Clock clock) {
        this.contract = contract;
        this.pipeline = pipeline;
        this.addresses = addresses;
        this.cors = cors;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public boolean allows(@Nullable String origin) {
        return origin == null || cors.isAllowed(origin);
    }

    @Override
    public String clientAddress(HttpServerRequest request) {
        return addresses.of(request);
    }

    @Override
    public Optional<JsonNode> read(String message) {
        try {
            return Optional.of(JsonBody.parse(message.getBytes(StandardCharsets.UTF_8)));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    @Override
    public Future<Buffer> ask(
            String operationId,
            ObjectNode members,
            Optional<String> token,
            Optional<String> idempotencyKey,
            String clientAddress) {
        long started = System.nanoTime();
        String traceId = TraceId.of(null);
        Future<Reply> reply;
        try {
            reply = pass(contract.operation(operationId), members, token, idempotencyKey, clientAddress, traceId);
        } catch (RuntimeException e) {
            reply = Future.failedFuture(e);
        }
        return reply.otherwise(e -> Reply.problem(Failures.problem(e, operationId, traceId)))
                .map(answer -> {
                    meters.record(operationId, answer.status(), System.nanoTime() - started);
                    return rendered(answer, traceId);
                });
    }

    private Future<Reply> pass(
            ContractOperation operation,
            ObjectNode members,
            Optional<String> token,
            Optional<String> idempotencyKey,
            String clientAddress,
            String traceId) {
        ObjectNode body = members.deepCopy();
        List<String> values = new ArrayList<>();
        String path = operation.template();
        for (String name : operation.pathNames()) {
            JsonNode value = body.remove(snakeCase(name));
            if (value == null || !value.isTextual()) {
                throw new RefusedException(Problem.validation(snakeCase(name), "is required"));
            }
            values.add(value.textValue());
            path = path.replace('{' + name + '}', URLEncoder.encode(value.textValue(), StandardCharsets.UTF_8));
        }
        List<String> authorization =
                token.map(text -> List.of("Bearer " + text)).orElse(List.of());
        Map<String, String> headers =
                idempotencyKey.map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
        return pipeline.pass(
                operation,
                values,
                new RequestView.OverSocket(operation.method(), path, headers),
                operation.takesBody() && (operation.bodyRequired() || !body.isEmpty()) ? body : null,
                authorization,
                traceId,
                clientAddress);
    }

    // The status stands in front of what REST would have answered, byte for byte: numbers keep their digits.
    private Buffer rendered(Reply reply, String traceId) {
        Buffer rest = reply.problem()
                .map(problem -> ApiJson.render(ProblemBody.plain(problem, clock.instant(), traceId)))
                .orElseGet(reply::rendered);
        Buffer answer = Buffer.buffer(rest.length() + 16)
                .appendString("{\"status\":")
                .appendString(Integer.toString(reply.status()));
        return rest.length() <= 2
                ? answer.appendString("}")
                : answer.appendString(",").appendBuffer(rest.slice(1, rest.length()));
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
