package io.evently.http.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.RequestView;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.PathTree;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request of a socket: it names its operation, and its members are path parameters and body in one. */
public final class SocketArrival extends Arrival {
    private final String operationId;
    private final ObjectNode members;
    private final Optional<String> token;
    private final Map<String, String> sent;
    private final MultiMap dropped = MultiMap.caseInsensitiveMultiMap();
    private @Nullable RequestView view;
    private boolean hasBody;

    /**
     * @param members path parameters, in snake case, and the members of the body
     * @param token without {@code Bearer}
     */
    public SocketArrival(
            String operationId,
            ObjectNode members,
            Optional<String> token,
            Optional<String> idempotencyKey,
            String clientAddress) {
        super(clientAddress);
        this.operationId = operationId;
        this.members = members.deepCopy();
        this.token = token;
        this.sent = idempotencyKey.map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
    }

    @Override
    public RequestView request() {
        if (view == null) {
            throw new IllegalStateException("No stage has found the operation yet");
        }
        return view;
    }

    @Override
    public MultiMap headers() {
        return dropped;
    }

    @Override
    List<String> authorization() {
        return token.map(text -> List.of("Bearer " + text)).orElse(List.of());
    }

    @Override
    PathTree.Match find(Contract contract) {
        ContractOperation operation = contract.operation(operationId);
        List<String> values = new ArrayList<>();
        String path = operation.template();
        for (String name : operation.pathNames()) {
            JsonNode value = members.remove(snakeCase(name));
            if (value == null || !value.isTextual()) {
                throw new RefusedException(Problem.validation(snakeCase(name), "is required"));
            }
            values.add(value.textValue());
            path = path.replace('{' + name + '}', URLEncoder.encode(value.textValue(), StandardCharsets.UTF_8));
        }
        view = new RequestView.OverSocket(operation.method(), path, sent);
        hasBody = operation.takesBody() && (operation.bodyRequired() || !members.isEmpty());
        return new PathTree.Match(operation, values);
    }

    @Override
    boolean hasBody() {
        return hasBody;
    }

    @Override
    void hold() {
        // It is here already.
    }

    @Override
    void release() {
        // It was never kept back.
    }

    @Override
    <T> Future<T> readBody(BodyReader reader, Function<JsonNode, Future<T>> then) {
        return then.apply(members);
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
