package io.evently.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Requests to servers of others: bounded in time, in connections, in requests that wait for one, and in what is read of
 * an answer. Follows no redirects.
 */
final class OutboundHttp {
    private static final int LONGEST_BODY_BYTES = 16 * 1024;
    private static final int WAITING = 1000;
    /** Time-out, too early, too many. */
    private static final Set<Integer> ASKS_FOR_PATIENCE = Set.of(408, 425, 429);

    private final HttpClient client;
    private final Duration timeout;

    /**
     * An answer.
     *
     * @param body its first 16 KiB
     */
    record Answer(int status, String body) {
        boolean good() {
            return status >= 200 && status < 300;
        }

        /** Whether the same request would be answered alike: 4xx but for those that ask for patience. */
        boolean refusal() {
            return status >= 400 && status < 500 && !ASKS_FOR_PATIENCE.contains(status);
        }

        /** For the audit; of what the other side wrote, only the number. */
        String detail() {
            return "status " + status;
        }
    }

    OutboundHttp(Vertx vertx, HttpClientOptions options, int poolSize, Duration timeout) {
        this.timeout = timeout;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions(options)
                        .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                        .setDecompressionSupported(false))
                .with(new PoolOptions().setHttp1MaxSize(poolSize).setMaxWaitQueueSize(WAITING))
                .build();
    }

    /** Fails when there is no answer within the time-out, counted from here to the answer's end. */
    Future<Answer> send(RequestOptions options, Buffer body) {
        return send(options, body, System.nanoTime());
    }

    /** The same, where the attempt began earlier. */
    Future<Answer> send(RequestOptions options, Buffer body, long startNanos) {
        return client.request(new RequestOptions(options).setConnectTimeout(leftMs(startNanos)))
                .compose(request -> inTime(exchange(request, body), startNanos)
                        // A request that was given up must not be answered later, nor keep its connection.
                        .recover(failure -> request.reset().transform(reset -> Future.failedFuture(failure))));
    }

    /** A step of an attempt; fails when the attempt's time is over. */
    <T> Future<T> inTime(Future<T> step, long startNanos) {
        return step.timeout(leftMs(startNanos), TimeUnit.MILLISECONDS);
    }

    Future<Void> close() {
        return client.close();
    }

    private long leftMs(long startNanos) {
        return Math.max(1, timeout.minusNanos(System.nanoTime() - startNanos).toMillis());
    }

    private static Future<Answer> exchange(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(OutboundHttp::read);
    }

    private static Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= LONGEST_BODY_BYTES) {
                body.appendBuffer(chunk);
            } else if (answer.tryComplete(answer(response, body))) {
                response.handler(rest -> {});
                response.request().reset().onFailure(answer::tryFail);
            }
        });
        response.exceptionHandler(answer::tryFail);
        response.endHandler(end -> answer.tryComplete(answer(response, body)));
        return answer.future();
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        return new Answer(response.statusCode(), body.toString(StandardCharsets.UTF_8));
    }
}
