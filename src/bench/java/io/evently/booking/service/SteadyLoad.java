package io.evently.booking.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Keeps a fixed number of statements under way, each on an event loop of its own, and counts what they booked. */
final class SteadyLoad {
    private static final int DIGITS = 3;

    private final Vertx vertx;

    SteadyLoad(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * What came of it within the measured time.
     *
     * @param statementNanos from sending a statement, or the first of a transaction, to its answer
     */
    record Tally(long bookings, double seconds, Histogram statementNanos) {
        double bookingsPerSecond() {
            return bookings / seconds;
        }
    }

    /**
     * Repeats each step as soon as its last answer is there. Fails when one of them does.
     *
     * @param steps each tells how many bookings it made
     */
    Future<Tally> run(List<Supplier<Future<Integer>>> steps, Duration warmUp, Duration measured) {
        long from = System.nanoTime() + warmUp.toNanos();
        long end = from + measured.toNanos();
        List<Future<Worker>> workers = new ArrayList<>();
        steps.forEach(step -> workers.add(new Worker(step, from, end).run(vertx.getOrCreateContext())));
        return Future.all(workers).map(all -> {
            Histogram times = new Histogram(DIGITS);
            long bookings = 0;
            for (Worker worker : all.<Worker>list()) {
                times.add(worker.times);
                bookings += worker.bookings;
            }
            return new Tally(bookings, measured.toNanos() / 1e9, times);
        });
    }

    private static final class Worker {
        private final Supplier<Future<Integer>> step;
        private final long from;
        private final long end;
        private final Histogram times = new Histogram(DIGITS);
        // A chain of futures over a hundred thousand statements would have to unwind at its end.
        private final Promise<Worker> done = Promise.promise();
        private long bookings;

        Worker(Supplier<Future<Integer>> step, long from, long end) {
            this.step = step;
            this.from = from;
            this.end = end;
        }

        Future<Worker> run(Context context) {
            context.runOnContext(started -> next());
            return done.future();
        }

        private void next() {
            long begun = System.nanoTime();
            if (begun - end >= 0) {
                done.complete(this);
                return;
            }
            step.get().onSuccess(made -> count(made, begun)).onFailure(done::fail);
        }

        private void count(int made, long begun) {
            long now = System.nanoTime();
            if (now - from >= 0 && now - end < 0) {
                bookings += made;
                times.recordValue(now - begun);
            }
            next();
        }
    }
}
