package io.evently.bench.cost;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Does the same thing again and again, always so many at once, on one event loop. */
final class Repeated {
    private final Vertx vertx;
    private final Supplier<? extends Future<?>> act;
    private final int atOnce;

    Repeated(Vertx vertx, int atOnce, Supplier<? extends Future<?>> act) {
        this.vertx = vertx;
        this.atOnce = atOnce;
        this.act = act;
    }

    /** Microseconds for each of {@code count}, from the first to the last. Blocks. */
    double microsEach(int count) {
        Promise<Long> ended = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> new Run(count, ended).begin());
        return Members.await(ended.future()) / 1_000.0 / count;
    }

    private final class Run {
        private final int count;
        private final Promise<Long> ended;
        private final long since = System.nanoTime();
        private int begun;
        private int done;

        Run(int count, Promise<Long> ended) {
            this.count = count;
            this.ended = ended;
        }

        void begin() {
            for (int i = 0; i < atOnce; i++) {
                next();
            }
        }

        private void next() {
            if (begun == count) {
                return;
            }
            begun++;
            act.get().onFailure(ended::tryFail).onSuccess(one -> {
                done++;
                if (done == count) {
                    ended.tryComplete(System.nanoTime() - since);
                } else {
                    next();
                }
            });
        }
    }
}
