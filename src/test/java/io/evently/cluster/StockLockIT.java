package io.evently.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.cluster.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Why {@link EventLocks} exists. When this test fails, a release has mended the stock lock: think again. */
class StockLockIT {
    private static final Logger log = LoggerFactory.getLogger(StockLockIT.class);
    private static final int CONTENDERS = 200;
    private static final long HOLD_MS = 5;
    private static final long PATIENCE_MS = 60_000;

    @Test
    @DisplayName("The clustered lock of Vert.x is held by several callers at once")
    void severalHolders() {
        try (Nodes nodes = Nodes.start(2)) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger beside = new AtomicInteger();
            List<Future<Void>> contenders = new ArrayList<>();
            for (int i = 0; i < CONTENDERS; i++) {
                contenders.add(hold(nodes.get(i % 2).vertx(), inside, most, beside));
            }
            await(Future.join(contenders));
            log.info("Stock lock: up to {} holders at once, {} of {} grants beside another", most, beside, CONTENDERS);
            assertThat(most).hasValueGreaterThan(1);
        }
    }

    private static Future<Void> hold(Vertx vertx, AtomicInteger inside, AtomicInteger most, AtomicInteger beside) {
        return vertx.sharedData().getLockWithTimeout("event", PATIENCE_MS).compose(lock -> {
            int holders = inside.incrementAndGet();
            most.accumulateAndGet(holders, Math::max);
            beside.addAndGet(holders > 1 ? 1 : 0);
            Promise<Void> held = Promise.promise();
            vertx.setTimer(HOLD_MS, timer -> {
                inside.decrementAndGet();
                lock.release();
                held.complete();
            });
            return held.future();
        });
    }
}
