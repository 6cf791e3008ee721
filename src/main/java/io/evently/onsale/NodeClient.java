package io.evently.onsale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.hash.InternalCredential;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Speaks to one node, over HTTP/1.1 connections that are kept. */
final class NodeClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    // Above the five seconds after which a node answers 503 by itself.
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final URI address;
    private final HttpClient http;
    private final InternalCredential credential;
    private final Clock clock;

    /** @param credential shows the node that it need not limit this client; one without a secret shows nothing */
    NodeClient(Vertx vertx, URI address, int connections, InternalCredential credential, Clock clock) {
        this.address = address;
        this.credential = credential;
        this.clock = clock;
        HttpClientOptions options =
                new HttpClientOptions().setKeepAlive(true).setConnectTimeout((int) CONNECT_LIMIT.toMillis());
        this.http = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(connections))
                // The request fails, too, and is counted; without this each lost connection would be logged.
                .withConnectHandler(connection -> connection.exceptionHandler(e -> {}))
                .build();
    }

    URI address() {
        return address;
    }

    /** One attempt to book; the future never fails for what the network or the node did. */
    Future<Answer> book(Wish wish) {
        RequestOptions options =
                options(HttpMethod.POST, "/api/v1/bookings", wish.buyer().token());
        if (wish.repeatable()) {
            options.putHeader("Idempotency-Key", wish.key());
        }
        Buffer body = Buffer.buffer("{\"user_id\":\"" + wish.buyer().id() + "\",\"event_id\":\"" + wish.eventId()
                + "\",\"quantity\":" + wish.quantity() + '}');
        return http.request(options)
                .transform(ready -> ready.failed()
                        ? Future.<Answer>succeededFuture(new Answer.NotSent(reason(ready.cause())))
                        : booked(wish, ready.result(), body));
    }

    /**
     * A question of the preparation; its answer's {@code data}.
     *
     * @return fails with {@link CannotRunException} for everything but 2xx
     */
    Future<JsonNode> ask(HttpMethod method, String path, String token, ObjectNode body) {
        return http.request(options(method, path, token))
                .compose(request -> request.send(Buffer.buffer(body.toString())))
                .compose(response -> response.body().map(bytes -> data(path, response.statusCode(), bytes.getBytes())))
                .recover(e -> Future.failedFuture(
                        e instanceof CannotRunException
                                ? e
                                : new CannotRunException("No node answers at " + address + ": " + reason(e) + '.', e)));
    }

    private static Future<Answer> booked(Wish wish, HttpClientRequest request, Buffer body) {
        return request.send(body)
                .compose(response -> response.body()
                        .<Answer>map(bytes -> AnswerReader.read(
                                wish, response.statusCode(), response.getHeader("Retry-After"), bytes.getBytes())))
                .otherwise(e -> new Answer.Unanswered(reason(e)));
    }

    private RequestOptions options(HttpMethod method, String path, String token) {
        boolean secure = address.getScheme().equals("https");
        int usualPort = secure ? HTTPS_PORT : HTTP_PORT;
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setSsl(secure)
                .setHost(address.getHost())
                .setPort(address.getPort() == -1 ? usualPort : address.getPort())
                .setURI(path)
                .setConnectTimeout(CONNECT_LIMIT.toMillis())
                .setIdleTimeout(SILENCE_LIMIT.toMillis())
                .putHeader("Content-Type", "application/json");
        credential
                .of(method.name(), path, clock.instant().getEpochSecond())
                .ifPresent(value -> options.putHeader(InternalCredential.HEADER, value));
        return token.isEmpty() ? options : options.putHeader("Authorization", "Bearer " + token);
    }

    private JsonNode data(String path, int status, byte[] body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            answer = JSON.missingNode();
        }
        if (status < 200 || status > 299) {
            throw new CannotRunException(address + path + " answered " + status + ": "
                    + answer.path("error").asText("(no reason given)") + '.');
        }
        return answer.path("data");
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
