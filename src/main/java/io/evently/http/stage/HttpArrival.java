package io.evently.http.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.JsonBody;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.RequestPath;
import io.evently.http.RequestView;
import io.evently.http.contract.Contract;
import io.evently.http.contract.PathTree;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request of HTTP. */
public final class HttpArrival extends Arrival {
    private final HttpServerRequest request;
    private final RequestView view;

    public HttpArrival(HttpServerRequest request, String clientAddress) {
        super(clientAddress);
        this.request = request;
        this.view = new RequestView.OverHttp(request);
    }

    @Override
    public RequestView request() {
        return view;
    }

    @Override
    public MultiMap headers() {
        return request.response().headers();
    }

    /** What Vert.x knows of it. */
    public HttpServerRequest http() {
        return request;
    }

    @Override
    List<String> authorization() {
        return request.headers().getAll(HttpHeaders.AUTHORIZATION);
    }

    @Override
    PathTree.@Nullable Match find(Contract contract) {
        // Vert.x keeps the body of an answer to HEAD to itself, so a GET handler serves both.
        HttpMethod method = HttpMethod.HEAD.equals(request.method()) ? HttpMethod.GET : request.method();
        return contract.find(method, RequestPath.segments(request.path())).orElse(null);
    }

    @Override
    boolean hasBody() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !"0".equals(length));
    }

    @Override
    void hold() {
        if (hasBody()) {
            request.pause();
        }
    }

    @Override
    void release() {
        if (hasBody()) {
            request.resume();
        }
    }

    @Override
    <T> Future<T> readBody(BodyReader reader, Function<JsonNode, Future<T>> then) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !"application/json".equalsIgnoreCase(type.split(";", 2)[0].strip())) {
            throw new RefusedException(Problem.unsupportedMediaType());
        }
        return reader.read(request).compose(body -> then.apply(JsonBody.parse(body.getBytes())));
    }
}
