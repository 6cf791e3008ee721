package io.evently.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which handler answers which operation of the OpenAPI document. */
public final class Operations {
    private final Set<String> documented;
    private final Map<String, Function<Call, Future<Reply>>> handlers = new HashMap<>();

    public Operations(Set<String> documented) {
        this.documented = Set.copyOf(documented);
    }

    /**
     * Binds an operation. The handler runs on the event loop with a call that passed authentication and validation.
     *
     * @throws IllegalStateException when the document lacks the operation, or it has a handler already
     */
    @CanIgnoreReturnValue
    public Operations on(String operationId, Function<Call, Future<Reply>> handler) {
        if (!documented.contains(operationId)) {
            throw new IllegalStateException("The OpenAPI document has no operation " + operationId);
        }
        if (handlers.putIfAbsent(operationId, handler) != null) {
            throw new IllegalStateException("Two handlers for operation " + operationId);
        }
        return this;
    }

    /** Operations of the document that nobody answers, in order of their names. */
    public Set<String> unanswered() {
        Set<String> missing = new TreeSet<>(documented);
        missing.removeAll(handlers.keySet());
        return missing;
    }

    /** Who is bound to which operation. */
    public Map<String, Function<Call, Future<Reply>>> handlers() {
        return Map.copyOf(handlers);
    }

    @Nullable
    public Function<Call, Future<Reply>> handler(String operationId) {
        return handlers.get(operationId);
    }
}
