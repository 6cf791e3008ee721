package io.evently.channel;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on the loopback interface that keeps what it is sent and answers as it is told. */
final class HttpReceiver {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Handler<HttpServerResponse> answer = answering(200, "{}");

    record Received(String method, String uri, MultiMap headers, Buffer body) {
        String header(String name) {
            return String.valueOf(headers.get(name));
        }
    }

    private HttpReceiver(HttpServer server) {
        this.server = server;
    }

    static HttpReceiver start(Vertx vertx) throws Exception {
        return start(vertx, new HttpServerOptions());
    }

    static HttpReceiver start(Vertx vertx, HttpServerOptions options) throws Exception {
        HttpReceiver receiver = new HttpReceiver(vertx.createHttpServer(options));
        receiver.server.requestHandler(request -> request.body().onSuccess(body -> {
            receiver.received.add(new Received(request.method().name(), request.uri(), request.headers(), body));
            receiver.answer.handle(request.response());
        }));
        Samples.await(receiver.server.listen(0, "127.0.0.1"));
        return receiver;
    }

    static Handler<HttpServerResponse> answering(int status, String body) {
        return response -> response.setStatusCode(status).end(body);
    }

    @CanIgnoreReturnValue
    HttpReceiver answers(Handler<HttpServerResponse> with) {
        answer = with;
        return this;
    }

    int port() {
        return server.actualPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    List<Received> received() {
        return received;
    }

    Received only() {
        if (received.size() != 1) {
            throw new AssertionError("expected one request, got " + received.size());
        }
        return received.get(0);
    }
}
