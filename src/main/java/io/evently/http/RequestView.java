package io.evently.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What checks and handlers look at in a request, by whatever way it came. */
public interface RequestView {
    HttpMethod method();

    /** As sent, with its escapes. */
    String path();

    /** As sent, without the question mark. */
    @Nullable
    String query();

    /**
     * The parameters of the query.
     *
     * @throws IllegalArgumentException when an escape is broken
     */
    MultiMap queryParameters();

    /** Where it repeats, the first. */
    @Nullable
    String header(String name);

    /** A request of HTTP. */
    record OverHttp(HttpServerRequest request) implements RequestView {
        @Override
        public HttpMethod method() {
            return request.method();
        }

        @Override
        public String path() {
            return request.path();
        }

        @Override
        public @Nullable String query() {
            return request.query();
        }

        @Override
        public MultiMap queryParameters() {
            return request.query() == null ? MultiMap.caseInsensitiveMultiMap() : request.params();
        }

        @Override
        public @Nullable String header(String name) {
            return request.getHeader(name);
        }
    }

    /** A request of a socket; it has no query, and of headers only those that the edge hands on. */
    record OverSocket(HttpMethod method, String path, Map<String, String> headers) implements RequestView {
        @Override
        public @Nullable String query() {
            return null;
        }

        @Override
        public MultiMap queryParameters() {
            return MultiMap.caseInsensitiveMultiMap();
        }

        @Override
        public @Nullable String header(String name) {
            return headers.get(name);
        }
    }
}
