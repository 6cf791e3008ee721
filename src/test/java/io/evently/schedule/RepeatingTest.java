package io.evently.schedule;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.catalog.CatalogFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Repeating work")
class RepeatingTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    @DisplayName("goes on after a failed run and after a thrown one")
    void failures() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch fourth = new CountDownLatch(4);
        Repeating repeating = new Repeating(vertx, "Failing", PAUSE, () -> {
            fourth.countDown();
            if (runs.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("thrown");
            }
            return Future.failedFuture("failed");
        });

        await(onLoop(() -> started(repeating)));

        fourth.await();
        await(onLoop(repeating::stop));
    }

    @Test
    @DisplayName("never has two runs under way, and has stopped when the last one has ended")
    void noOverlap() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch began = new CountDownLatch(1);
        Promise<Void> end = Promise.promise();
        Repeating repeating = new Repeating(vertx, "Slow", PAUSE, () -> {
            runs.incrementAndGet();
            began.countDown();
            return end.future();
        });
        await(onLoop(() -> started(repeating)));
        began.await();

        Future<Void> stopped = onLoop(repeating::stop);
        await(vertx.timer(50).mapEmpty());
        assertThat(stopped.isComplete()).isFalse();
        end.complete();
        await(stopped);

        await(vertx.timer(50).mapEmpty());
        assertThat(runs).hasValue(1);
    }

    private static Future<Void> started(Repeating repeating) {
        repeating.start();
        return Future.succeededFuture();
    }

    private Future<Void> onLoop(Supplier<Future<Void>> act) {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(now -> act.get().onComplete(done));
        return done.future();
    }
}
