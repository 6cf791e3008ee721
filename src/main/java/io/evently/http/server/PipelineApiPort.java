package io.evently.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.JsonBody;
import io.evently.http.RefusedException;
import io.evently.http.stage.BodyReader;
import io.evently.http.stage.Cors;
import io.evently.http.stage.HttpMetrics;
import io.evently.http.stage.Pipeline;
import io.evently.http.stage.SocketArrival;
import io.evently.live.ApiPort;
import io.evently.schedule.Foreground;
import io.evently.tracing.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Lets sockets ask what REST clients ask, through the same {@link Pipeline}. One per event loop. */
public final class PipelineApiPort implements ApiPort {
    private final Pipeline pipeline;
    private final ClientAddress addresses;
    private final Cors cors;
    private final BodyReader bodies;
    private final HttpMetrics meters;
    private final Clock clock;
    private final Foreground foreground;
    private final BiConsumer<HttpServerRequest, Throwable> refusals;

    /**
     * A door to a pipeline.
     *
     * @param foreground is told of every message that asks for something
     * @param refusals answer HTTP requests that a socket's edge cannot serve
     */
    public PipelineApiPort(
            Pipeline pipeline,
            ClientAddress addresses,
            Cors cors,
            BodyReader bodies,
            HttpMetrics meters,
            Clock clock,
            Foreground foreground,
            BiConsumer<HttpServerRequest, Throwable> refusals) {
        this.pipeline = pipeline;
        this.addresses = addresses;
        this.cors = cors;
        this.bodies = bodies;
        this.meters = meters;
        this.clock = clock;
        this.foreground = foreground;
        this.refusals = refusals;
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
    public Future<Buffer> body(HttpServerRequest request, int limit) {
        return bodies.read(request, limit);
    }

    @Override
    public void refuse(HttpServerRequest request, Throwable refusal) {
        refusals.accept(request, refusal);
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
        foreground.asked();
        SocketArrival arrival = new SocketArrival(operationId, members, token, idempotencyKey, clientAddress);
        SocketAnswer answer = new SocketAnswer(arrival, meters, clock);
        // All messages of a connection share its context; each gets one of its own, as a request does.
        return TraceContext.separately(() -> {
            pipeline.answer(arrival, answer);
            return answer.future();
        });
    }
}
