package io.evently.api;

import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Lets requests that ask the same thing at the same time share one read, the way a group commit shares one fsync. While
 * a read is under way, whoever asks the same waits for the next one, which starts when the present one has landed. A
 * read therefore always starts after the last request that it answers, and nobody is told anything older than their own
 * request. Nothing is kept once it has been handed out, failures included.
 *
 * <p>A key must say everything that the answer depends on, and nothing of who asks. For one event loop only.
 */
final class SharedReads<K, V> {
    private final Vertx vertx;
    private final Limits limits;
    private final Counter made;
    private final Counter saved;
    private final Map<K, Line> lines = new HashMap<>();

    /**
     * What bounds the sharing.
     *
     * @param keys reads under way for which others may wait; beyond them each request reads for itself
     * @param waiting requests that may wait for one read; beyond them a request is refused
     * @param patienceMs milliseconds after which those who wait are given up; a read itself must end by its own bound
     */
    record Limits(int keys, int waiting, long patienceMs) {}

    /** @param operation of the OpenAPI document, for the meters */
    SharedReads(Vertx vertx, MeterRegistry registry, String operation, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.made = Counter.builder("evently.reads.made")
                .description("Reads made to answer HTTP requests")
                .tag("operation", operation)
                .register(registry);
        this.saved = Counter.builder("evently.reads.saved")
                .description("HTTP requests answered by a read that was made for another request as well")
                .tag("operation", operation)
                .register(registry);
    }

    /**
     * The answer of a read that starts now or later.
     *
     * @param read is told how many requests it answers; of those who share a read, the first one's is used
     */
    Future<V> read(K key, IntFunction<Future<V>> read) {
        Line line = lines.get(key);
        if (line != null) {
            return line.join(read);
        }
        if (lines.size() >= limits.keys()) {
            made.increment();
            return read.apply(1);
        }
        line = new Line(key);
        lines.put(key, line);
        Round alone = new Round(read);
        line.start(alone);
        return alone.answer.future();
    }

    /** The reads of one key: one under way, and those who wait for the next. */
    private final class Line {
        private final K key;
        private @Nullable Round next;

        Line(K key) {
            this.key = key;
        }

        Future<V> join(IntFunction<Future<V>> read) {
            if (next == null) {
                Round round = new Round(read);
                round.timer = vertx.setTimer(limits.patienceMs(), id -> giveUp(round));
                next = round;
                return round.answer.future();
            }
            if (next.requests >= limits.waiting()) {
                return Future.failedFuture(new RefusedException(Problem.overloaded()));
            }
            next.requests++;
            return next.answer.future();
        }

        void start(Round round) {
            made.increment();
            saved.increment(round.requests - 1.0);
            round.read().onComplete(landed -> {
                proceed();
                round.land(landed);
            });
        }

        private void proceed() {
            Round round = next;
            next = null;
            if (round == null) {
                lines.remove(key);
            } else {
                start(round);
            }
        }

        private void giveUp(Round round) {
            if (next == round) {
                next = null;
            }
            round.answer.tryFail(new TimeoutException("No read landed in " + limits.patienceMs() + " ms"));
        }
    }

    private final class Round {
        private final Promise<V> answer = Promise.promise();
        private final IntFunction<Future<V>> read;
        private int requests = 1;
        private @Nullable Long timer;

        Round(IntFunction<Future<V>> read) {
            this.read = read;
        }

        Future<V> read() {
            try {
                return requireNonNull(read.apply(requests));
            } catch (RuntimeException e) {
                return Future.failedFuture(e);
            }
        }

        void land(AsyncResult<V> landed) {
            if (timer != null) {
                vertx.cancelTimer(timer);
            }
            if (landed.succeeded()) {
                answer.tryComplete(landed.result());
            } else {
                answer.tryFail(landed.cause());
            }
        }
    }
}
