package io.evently;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting that ends, for threads that may block and need nothing of Vert.x to go on. */
final class Bounded {
    private static final Logger log = LoggerFactory.getLogger(Bounded.class);

    private Bounded() {}

    /** Whether it ended in time, well or not: why not is logged. */
    static boolean ends(Future<?> future, Duration most) {
        try {
            Object unused = future.toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            log.warn("While stopping: {}", String.valueOf(e.getCause()));
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Does nothing for so long. */
    static void pause(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
