package io.evently.cluster;

import io.evently.cluster.EventLocks.Grant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.cluster.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventLocksIT {
    private static final Logger log = LoggerFactory.getLogger(EventLocksIT.class);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Nested
    class OnTwoNodes {
        private static Nodes nodes;

        @BeforeAll
        static void start() {
            nodes = Nodes.start(2);
        }

        @AfterAll
        static void stop() {
            nodes.close();
        }

        @Test
        @DisplayName("1,000 contenders on two nodes: never more than one holder, everybody is served")
        void oneHolder() {
            UUID event = UUID.randomUUID();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            var holds = new ConcurrentLinkedQueue<Held>();
            List<Future<Void>> contenders = new ArrayList<>();
            long started = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                Cluster node = nodes.get(i % 2);
                contenders.add(onContext(
                        node.vertx(),
                        () -> node.locks()
                                .acquire(event, Duration.ofSeconds(60))
                                .compose(grant -> {
                                    long from = System.nanoTime();
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    return turnOfTheLoop(node.vertx()).compose(done -> {
                                        holds.add(new Held(grant.token(), from, System.nanoTime()));
                                        inside.decrementAndGet();
                                        return grant.release();
                                    });
                                })));
            }
            await(Future.all(contenders));
            log.info("1,000 holds on two nodes in {} ms", (System.nanoTime() - started) / 1_000_000);

            assertThat(most).hasValue(1);
            assertThat(holds).hasSize(1_000);
            assertNoOverlap(new ArrayList<>(holds));
            Set<Long> tokens = new HashSet<>();
            holds.forEach(held -> tokens.add(held.token()));
            assertThat(tokens).hasSize(1_000);
            assertNothingLeft();
        }

        @Test
        @DisplayName("With both nodes hammering, neither starves")
        void fairness() {
            UUID event = UUID.randomUUID();
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger[] grants = {new AtomicInteger(), new AtomicInteger()};
            List<Future<Void>> hammers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int node = i % 2;
                hammers.add(
                        onContext(nodes.get(node).vertx(), () -> hammer(nodes.get(node), event, grants[node], stop)));
            }
            Awaitility.await().until(() -> grants[0].get() + grants[1].get() >= 1_000);
            stop.set(true);
            await(Future.all(hammers));
            log.info("Grants with both nodes hammering: {} and {}", grants[0], grants[1]);

            int total = grants[0].get() + grants[1].get();
            assertThat(Math.min(grants[0].get(), grants[1].get())).isGreaterThan(total / 5);
            assertNothingLeft();
        }

        @Test
        @DisplayName("A waiting node makes the holder's grant contended, and gets the event once it is released")
        void contended() {
            UUID event = UUID.randomUUID();
            Grant held = await(nodes.get(0).locks().acquire(event, LONG));
            assertThat(held.contended()).isFalse();
            Future<Grant> waiting = nodes.get(1).locks().acquire(event, LONG);
            Awaitility.await().until(held::contended);
            assertThat(waiting.isComplete()).isFalse();
            await(held.release());
            Grant next = await(waiting);
            assertThat(next.token()).isGreaterThan(held.token());
            assertThat(held.live()).isFalse();
            assertThat(next.live()).isTrue();
            await(next.release());
        }

        @Test
        @DisplayName("Patience ends: the caller is refused, and the event is free for the next one")
        void patience() {
            UUID event = UUID.randomUUID();
            Grant held = await(nodes.get(0).locks().acquire(event, LONG));
            Future<Grant> elsewhere = nodes.get(1).locks().acquire(event, Duration.ofMillis(100));
            Future<Grant> sameNode = nodes.get(0).locks().acquire(event, Duration.ofMillis(100));
            assertThatThrownBy(() -> await(elsewhere)).isInstanceOf(LockUnavailableException.class);
            assertThatThrownBy(() -> await(sameNode)).isInstanceOf(LockUnavailableException.class);
            await(held.release());
            await(await(nodes.get(0).locks().acquire(event, LONG)).release());
            assertNothingLeft();
        }

        @Test
        @DisplayName("A grant completes on the context that asked")
        void callersContext() {
            UUID event = UUID.randomUUID();
            for (Cluster node : List.of(nodes.get(0), nodes.get(1))) {
                Context context = node.vertx().getOrCreateContext();
                Promise<Boolean> same = Promise.promise();
                context.runOnContext(now -> node.locks()
                        .acquire(event, LONG)
                        .compose(grant -> {
                            boolean atGrant = Vertx.currentContext() == context;
                            return grant.release().map(done -> atGrant && Vertx.currentContext() == context);
                        })
                        .onComplete(same));
                assertThat(await(same.future())).isTrue();
            }
        }

        @Test
        @DisplayName("Events that come and go leave no record behind: each is dropped with its last holder")
        void nothingPilesUp() {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(nodes.get(i % 2)
                        .locks()
                        .acquire(UUID.randomUUID(), LONG)
                        .compose(Grant::release));
            }
            await(Future.all(all));
            assertNothingLeft();
        }

        private static Future<Void> hammer(Cluster node, UUID event, AtomicInteger grants, AtomicBoolean stop) {
            if (stop.get()) {
                return Future.succeededFuture();
            }
            return node.locks().acquire(event, LONG).compose(grant -> {
                grants.incrementAndGet();
                return turnOfTheLoop(node.vertx())
                        .compose(done -> grant.release())
                        .compose(done -> hammer(node, event, grants, stop));
            });
        }

        private static void assertNothingLeft() {
            Awaitility.await().untilAsserted(() -> {
                assertThat(nodes.get(0)
                                .hazelcast()
                                .getMap(HazelcastEventLocks.MAP)
                                .size())
                        .isZero();
                for (int i = 0; i < 2; i++) {
                    assertThat(((HazelcastEventLocks) nodes.get(i).locks()).localQueues())
                            .isZero();
                }
            });
        }
    }

    @Test
    @DisplayName("A holder that never releases loses the event with its lease, and its late release frees nobody")
    void lease() {
        try (Nodes nodes = Nodes.start(2, 1, Duration.ofSeconds(1))) {
            UUID event = UUID.randomUUID();
            long asked = System.nanoTime();
            Grant forgetful = await(nodes.get(0).locks().acquire(event, LONG));
            assertThat(forgetful.live()).isTrue();
            Future<Grant> local = nodes.get(0).locks().acquire(event, LONG);
            Grant next = await(nodes.get(1).locks().acquire(event, LONG));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(950));
            assertThat(forgetful.live()).isFalse();

            await(forgetful.release());
            assertThat(next.live()).isTrue();
            assertThat(local.isComplete()).isFalse();
            await(next.release());
            await(await(local).release());
        }
    }

    @Test
    @DisplayName("A node that dies frees its events as soon as it is missed, before their lease ends")
    void killedNode() {
        try (Nodes nodes = Nodes.start(2, 1, Duration.ofSeconds(60))) {
            UUID event = UUID.randomUUID();
            Grant held = await(nodes.get(0).locks().acquire(event, LONG));
            assertThat(held.live()).isTrue();
            Future<Grant> waiting = nodes.get(1).locks().acquire(event, LONG);
            long killed = System.nanoTime();
            nodes.get(0).crash();
            Grant next = await(waiting);
            log.info("Granted {} ms after the holder's node died", (System.nanoTime() - killed) / 1_000_000);
            assertThat(next.live()).isTrue();
            await(next.release());
            await(held.release());
            assertThatThrownBy(() -> await(nodes.get(0).locks().acquire(event, LONG)))
                    .isInstanceOf(LockUnavailableException.class);
        }
    }

    @Test
    @DisplayName("Without its quorum a node is refused at once, whatever its patience")
    void quorumLost() {
        try (Nodes nodes = Nodes.start(2, 2, Duration.ofSeconds(4))) {
            UUID event = UUID.randomUUID();
            await(await(nodes.get(1).locks().acquire(event, LONG)).release());
            await(nodes.get(0).leave());
            Awaitility.await().until(() -> nodes.get(1).memberCount() == 1);
            long asked = System.nanoTime();
            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> await(nodes.get(1).locks().acquire(event, LONG)))
                            .isInstanceOf(LockUnavailableException.class));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONG);
        }
    }

    private record Held(long token, long from, long to) {}

    private static void assertNoOverlap(List<Held> holds) {
        holds.sort((a, b) -> Long.compare(a.from(), b.from()));
        int overlaps = 0;
        for (int i = 1; i < holds.size(); i++) {
            if (holds.get(i).from() < holds.get(i - 1).to()) {
                overlaps++;
            }
        }
        assertThat(overlaps).isZero();
        List<Held> byToken = new ArrayList<>(holds);
        Collections.sort(byToken, (a, b) -> Long.compare(a.token(), b.token()));
        assertThat(byToken).as("tokens grow from grant to grant").isEqualTo(holds);
    }

    private static <T> Future<T> onContext(Vertx vertx, java.util.function.Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> work.get().onComplete(promise));
        return promise.future();
    }

    private static Future<Void> turnOfTheLoop(Vertx vertx) {
        Promise<Void> later = Promise.promise();
        vertx.getOrCreateContext().runOnContext(now -> later.complete());
        return later.future();
    }
}
