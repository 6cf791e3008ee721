package io.evently.schedule;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again, with a pause between the end of one run and the start of the next, so that it never
 * overlaps itself. A run of failures is logged when it begins and when it ends. For one event loop only.
 */
public final class Repeating {
    private static final Logger log = LoggerFactory.getLogger(Repeating.class);

    private final Vertx vertx;
    private final String name;
    private final Duration pause;
    private final Supplier<Future<Void>> work;
    private Future<Void> run = Future.succeededFuture();
    private long timer = -1;
    private boolean failing;
    private boolean stopped;

    /**
     * Repeats some work.
     *
     * @param name begins a sentence in the log, for example {@code Pruning view counters}
     * @param pause between the end of a run and the start of the next
     */
    public Repeating(Vertx vertx, String name, Duration pause, Supplier<Future<Void>> work) {
        this.vertx = vertx;
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** Begins with a pause. */
    public void start() {
        timer = vertx.setTimer(pause.toMillis(), fired -> run());
    }

    /** Completes, always well, when a run under way has ended; there will be no other. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return run.otherwiseEmpty();
    }

    private void run() {
        run = attempt();
        run.onComplete(done -> {
            note(done.cause());
            if (!stopped) {
                start();
            }
        });
    }

    private Future<Void> attempt() {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            log.warn("{} fails and will be tried again every {}", name, pause, failure);
        } else if (failure == null && failing) {
            log.info("{} works again", name);
        }
        failing = failure != null;
    }
}
