package io.evently.http.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Caller;
import io.evently.http.Call;
import io.evently.http.Operations;
import io.evently.http.Reply;
import io.evently.http.RequestView;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.PathTree;
import io.evently.tracing.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the stages, with all that they found out so far. Asking for what a later stage finds out
 * is a bug and throws. Belongs to one event loop.
 */
public abstract class Arrival {
    private final String clientAddress;
    private final long startedNanos = System.nanoTime();
    private @Nullable TraceContext trace;
    private PathTree.@Nullable Match match;
    private @Nullable Function<Call, Future<Reply>> handler;
    private @Nullable Caller caller;
    private @Nullable JsonNode body;
    private @Nullable Call call;
    private boolean counted;

    Arrival(String clientAddress) {
        this.clientAddress = clientAddress;
    }

    /** What was asked. */
    public abstract RequestView request();

    /** The headers of the answer to come; a socket's answers have none, and what is added for them is dropped. */
    public abstract MultiMap headers();

    /** The values of the header {@code Authorization}, however many. */
    abstract List<String> authorization();

    /** The operation that the request names; null when the document has none. */
    abstract PathTree.@Nullable Match find(Contract contract);

    /** Whether something was sent where a body belongs. */
    abstract boolean hasBody();

    /** Keeps the body back until {@link #release}, so that a stage can wait before somebody reads it. */
    abstract void hold();

    /** Lets the body come, to whoever reads it by now. */
    abstract void release();

    /** Reads the body; fails with a refusal when it is none that the document could ask for. */
    abstract <T> Future<T> readBody(BodyReader reader, Function<JsonNode, Future<T>> then);

    /** The client's IP address; a proxy's word for it counts only when that proxy is trusted. */
    public final String clientAddress() {
        return clientAddress;
    }

    public final TraceContext trace() {
        return known(trace, "trace");
    }

    public final ContractOperation operation() {
        return known(match, "operation").operation();
    }

    /** Who calls; empty when nobody says so. */
    public final Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** The checked request. */
    public final Call call() {
        return known(call, "call");
    }

    /** Whether the document has an operation for this. */
    final boolean hasOperation() {
        return match != null;
    }

    final List<String> pathValues() {
        return known(match, "operation").values();
    }

    final Function<Call, Future<Reply>> handler() {
        return known(handler, "handler");
    }

    final @Nullable JsonNode body() {
        return body;
    }

    /** The operation's id, or what meters and the log say in its place. */
    final String operationId() {
        return match == null ? HttpMetrics.NO_OPERATION : match.operation().id();
    }

    final long tookNanos() {
        return System.nanoTime() - startedNanos;
    }

    final void traced(TraceContext found) {
        trace = found;
    }

    final void matched(PathTree.Match found) {
        match = found;
    }

    final void boundBy(Operations operations) {
        handler = operations.handler(operation().id());
    }

    final boolean isBound() {
        return handler != null;
    }

    final void calledBy(@Nullable Caller found) {
        caller = found;
    }

    final void carries(JsonNode found) {
        body = found;
    }

    final void checked(Call found) {
        call = found;
    }

    /** Notes that this request counts for its quotas, or for none. */
    final void count() {
        counted = true;
    }

    final boolean isCounted() {
        return counted;
    }

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("No stage has found the " + what + " yet");
        }
        return value;
    }
}
