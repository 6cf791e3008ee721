package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.account.Caller;
import io.evently.account.TokenVerifier;
import io.evently.http.contract.Access;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.PathTree;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes: route, token, body, validation, handler. The document decides all of it. One per event
 * loop.
 */
final class Pipeline {
    private static final String BEARER = "bearer ";

    private final Contract contract;
    private final Operations operations;
    private final TokenVerifier verifier;
    private final BodyReader bodies;
    private final ClientAddress addresses;
    private final Cors cors;

    Pipeline(
            Contract contract,
            Operations operations,
            TokenVerifier verifier,
            BodyReader bodies,
            ClientAddress addresses,
            Cors cors) {
        this.contract = contract;
        this.operations = operations;
        this.verifier = verifier;
        this.bodies = bodies;
        this.addresses = addresses;
        this.cors = cors;
    }

    /** Answers a request, always: whatever goes wrong becomes a problem. */
    void handle(HttpServerRequest request, ReplyWriter writer) {
        Future<Reply> reply;
        try {
            reply = route(request, writer);
        } catch (RuntimeException e) {
            reply = Future.failedFuture(e);
        }
        reply.onSuccess(writer::write).onFailure(writer::fail);
    }

    private Future<Reply> route(HttpServerRequest request, ReplyWriter writer) {
        if (HttpMethod.OPTIONS.equals(request.method())) {
            return Future.succeededFuture(options(request));
        }
        List<String> segments = RequestPath.segments(request.path());
        // Vert.x keeps the body of an answer to HEAD to itself, so a GET handler serves both.
        HttpMethod method = HttpMethod.HEAD.equals(request.method()) ? HttpMethod.GET : request.method();
        Optional<PathTree.Match> match = contract.find(method, segments);
        if (match.isEmpty()) {
            throw new RefusedException(noRoute(segments));
        }
        ContractOperation operation = match.get().operation();
        writer.operation(operation.id());
        Function<Call, Future<Reply>> handler = operations.handler(operation.id());
        if (handler == null) {
            throw new RefusedException(Problem.notFound("No such route"));
        }
        Caller caller = authenticate(operation, request.headers().getAll(HttpHeaders.AUTHORIZATION));
        RequestView asked = new RequestView.OverHttp(request);
        String address = addresses.of(request);
        if (!operation.takesBody()) {
            return handler.apply(
                    check(asked, operation, match.get().values(), null, caller, writer.traceId(), address));
        }
        if (!hasBody(request) && !operation.bodyRequired()) {
            return handler.apply(
                    check(asked, operation, match.get().values(), null, caller, writer.traceId(), address));
        }
        requireJson(request);
        return bodies.read(request)
                .compose(body -> handler.apply(check(
                        asked,
                        operation,
                        match.get().values(),
                        JsonBody.parse(body.getBytes()),
                        caller,
                        writer.traceId(),
                        address)));
    }

    /**
     * Has an operation answered whose request came by another way than HTTP, with the same checks in the same order.
     *
     * @param pathValues the path parameters, in the order of the template
     * @param authorization the values of the header, however many
     */
    Future<Reply> pass(
            ContractOperation operation,
            List<String> pathValues,
            RequestView asked,
            @Nullable JsonNode body,
            List<String> authorization,
            String traceId,
            String clientAddress) {
        Function<Call, Future<Reply>> handler = operations.handler(operation.id());
        if (handler == null) {
            throw new RefusedException(Problem.notFound("No such route"));
        }
        Caller caller = authenticate(operation, authorization);
        return handler.apply(check(asked, operation, pathValues, body, caller, traceId, clientAddress));
    }

    private static Call check(
            RequestView asked,
            ContractOperation operation,
            List<String> pathValues,
            @Nullable JsonNode body,
            @Nullable Caller caller,
            String traceId,
            String clientAddress) {
        RequestCheck check = new RequestCheck(operation);
        ObjectNode parameters = check.parameters(asked, pathValues);
        check.body(body);
        check.finish();
        return new Call(asked, operation, parameters, body, caller, traceId, clientAddress);
    }

    private @Nullable Caller authenticate(ContractOperation operation, List<String> headers) {
        if (operation.access() == Access.PUBLIC) {
            return null;
        }
        if (headers.isEmpty()) {
            if (operation.access() == Access.OPTIONAL) {
                return null;
            }
            throw new RefusedException(Problem.authenticationRequired());
        }
        // Of two, a proxy in front may have looked at the other one.
        if (headers.size() > 1) {
            throw new RefusedException(Problem.invalidToken());
        }
        Caller caller = bearer(headers.get(0))
                .flatMap(verifier::verify)
                .orElseThrow(() -> new RefusedException(Problem.invalidToken()));
        if (operation.access() == Access.ADMIN && !caller.isAdmin()) {
            throw new RefusedException(Problem.adminRequired());
        }
        return caller;
    }

    private static Optional<String> bearer(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Reply options(HttpServerRequest request) {
        if (cors.isPreflight(request)) {
            return cors.preflight(Reply.empty(204), request);
        }
        Set<String> methods = contract.methods(RequestPath.segments(request.path()));
        return methods.isEmpty()
                ? Reply.problem(Problem.notFound("No such route"))
                : Reply.empty(204).header("Allow", allow(methods));
    }

    private Problem noRoute(List<String> segments) {
        Set<String> methods = contract.methods(segments);
        return methods.isEmpty() ? Problem.notFound("No such route") : Problem.methodNotAllowed(allow(methods));
    }

    private static String allow(Set<String> methods) {
        TreeSet<String> all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        return String.join(", ", all);
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !"0".equals(length));
    }

    private static void requireJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !"application/json".equalsIgnoreCase(type.split(";", 2)[0].strip())) {
            throw new RefusedException(Problem.unsupportedMediaType());
        }
    }
}
