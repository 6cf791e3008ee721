package io.evently.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the REST edge does for the sockets on its port. Belongs to one event loop. */
public interface ApiPort {

    /** Whether a page of this origin may open sockets; null stands for a client that is no browser, which may. */
    boolean allows(@Nullable String origin);

    /** The client's IP address; a proxy's word for it counts only when that proxy is trusted. */
    String clientAddress(HttpServerRequest request);

    /**
     * The body of a request, read as strictly as that of a REST request: neither too long nor too slow. Call before the
     * first byte of it was handled.
     *
     * @param limit in bytes
     */
    Future<Buffer> body(HttpServerRequest request, int limit);

    /** Answers a request that cannot be served, as REST does; also closes the connection where that is called for. */
    void refuse(HttpServerRequest request, Throwable refusal);

    /** A client's message as JSON, read as strictly as a request body; empty when it is not JSON. */
    Optional<JsonNode> read(String message);

    /**
     * Does what the REST API does, with the same checks. Never fails: what goes wrong is in the answer.
     *
     * @param operation its id in the OpenAPI document
     * @param members path parameters, in snake case, and the members of the body
     * @param token without {@code Bearer}
     * @return a JSON object: the member {@code status}, then the members of the REST answer
     */
    Future<Buffer> ask(
            String operation,
            ObjectNode members,
            Optional<String> token,
            Optional<String> idempotencyKey,
            String clientAddress);
}
