package io.evently.api;

import io.evently.http.RefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Reads that are shared")
class SharedReadsTest {
    private static final long LONG_MS = 600_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Store store = new Store();

    /** A store whose reads see its value when they start and land when the test says so. */
    private static final class Store {
        private final Deque<Promise<String>> underWay = new ArrayDeque<>();
        private final Deque<String> seen = new ArrayDeque<>();
        private final List<Integer> requests = new ArrayList<>();
        private String value = "old";

        Future<String> read(int sharers) {
            requests.add(sharers);
            seen.add(value);
            Promise<String> read = Promise.promise();
            underWay.add(read);
            return read.future();
        }

        void land() {
            underWay.remove().complete(seen.remove());
        }

        void fail(String reason) {
            seen.remove();
            underWay.remove().fail(reason);
        }
    }

    /** What many would write: whoever finds a read under way takes its answer. */
    private static final class NaiveSharing {
        private final Map<String, Future<String>> underWay = new HashMap<>();

        Future<String> read(String key, IntFunction<Future<String>> read) {
            return underWay.computeIfAbsent(key, absent -> read.apply(1).onComplete(landed -> underWay.remove(key)));
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("start after every request that they answer")
    void neverOlderThanTheRequest() {
        SharedReads<String, String> reads = reads(10, 10, LONG_MS);
        Future<String> first = reads.read("a", store::read);

        store.value = "new";
        Future<String> second = reads.read("a", store::read);
        Future<String> third = reads.read("a", store::read);
        assertThat(store.requests).containsExactly(1);
        store.land();
        store.value = "newest";
        Future<String> fourth = reads.read("a", store::read);
        store.land();
        store.land();

        assertThat(first.result()).isEqualTo("old");
        assertThat(second.result()).isEqualTo("new");
        assertThat(third.result()).isEqualTo("new");
        assertThat(fourth.result()).isEqualTo("newest");
        assertThat(store.requests).containsExactly(1, 2, 1);
        assertThat(count("evently.reads.made")).isEqualTo(3);
        assertThat(count("evently.reads.saved")).isEqualTo(1);
    }

    @Test
    @DisplayName("would tell what was true before the request, did those who come later join a read under way")
    void negativeControl() {
        NaiveSharing naive = new NaiveSharing();
        Future<String> first = naive.read("a", store::read);

        store.value = "new";
        Future<String> second = naive.read("a", store::read);
        store.land();

        assertThat(first.result()).isEqualTo("old");
        assertThat(second.result()).as("older than its own request").isEqualTo("old");
    }

    @Test
    @DisplayName("have nothing to do with reads of another key")
    void keys() {
        SharedReads<String, String> reads = reads(10, 10, LONG_MS);
        Future<String> a = reads.read("a", store::read);
        store.value = "new";
        Future<String> b = reads.read("b", store::read);

        store.land();
        assertThat(a.result()).isEqualTo("old");
        assertThat(b.isComplete()).isFalse();
        store.land();
        assertThat(b.result()).isEqualTo("new");
    }

    @Test
    @DisplayName("keep nothing once they have landed")
    void nothingKept() {
        SharedReads<String, String> reads = reads(10, 10, LONG_MS);
        for (String value : List.of("one", "two", "three")) {
            store.value = value;
            Future<String> answer = reads.read("a", store::read);
            store.land();
            assertThat(answer.result()).isEqualTo(value);
        }
    }

    @Test
    @DisplayName("fail for all who share them, and the next one is made anew")
    void failures() {
        SharedReads<String, String> reads = reads(10, 10, LONG_MS);
        Future<String> first = reads.read("a", store::read);
        Future<String> second = reads.read("a", store::read);
        Future<String> third = reads.read("a", store::read);

        store.fail("away");
        Future<String> fourth = reads.read("a", store::read);
        store.fail("still away");
        store.land();

        assertThat(first.cause()).hasMessage("away");
        assertThat(second.cause()).hasMessage("still away");
        assertThat(third.cause()).hasMessage("still away");
        assertThat(fourth.result()).isEqualTo("old");
    }

    @Test
    @DisplayName("fail when they cannot even start, and stand in nobody's way")
    void throwing() {
        SharedReads<String, String> reads = reads(10, 10, LONG_MS);

        Future<String> broken = reads.read("a", sharers -> {
            throw new IllegalStateException("broken");
        });
        Future<String> next = reads.read("a", store::read);
        store.land();

        assertThat(broken.cause()).hasMessage("broken");
        assertThat(next.result()).isEqualTo("old");
    }

    @Test
    @DisplayName("are made for each request alone when too many keys are being read")
    void tooManyKeys() {
        SharedReads<String, String> reads = reads(1, 10, LONG_MS);
        Future<String> a = reads.read("a", store::read);
        Future<String> b = reads.read("b", store::read);
        Future<String> c = reads.read("b", store::read);

        assertThat(store.requests).containsExactly(1, 1, 1);
        store.land();
        store.land();
        store.land();
        assertThat(List.of(a.result(), b.result(), c.result())).containsOnly("old");
    }

    @Test
    @DisplayName("refuse a request when too many wait already")
    void tooManyWait() {
        SharedReads<String, String> reads = reads(10, 2, LONG_MS);
        List<Future<String>> served = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            served.add(reads.read("a", store::read));
        }
        Future<String> refused = reads.read("a", store::read);

        assertThat(refused.cause()).isInstanceOf(RefusedException.class).hasMessageContaining("busy");
        store.land();
        store.land();
        assertThat(served).allSatisfy(answer -> assertThat(answer.result()).isEqualTo("old"));
    }

    @Test
    @DisplayName("give up those who wait behind one that does not land, and serve who comes then")
    void patience() throws Exception {
        SharedReads<String, String> reads = reads(10, 10, 20);
        Future<String> stuck = onLoop(() -> reads.read("a", store::read));
        Future<String> waiting = onLoop(() -> reads.read("a", store::read));

        assertThatThrownBy(() -> waiting.await(60, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        Future<String> later = onLoop(() -> {
            Future<String> joined = reads.read("a", store::read);
            store.value = "new";
            store.land();
            store.land();
            return joined;
        });

        assertThat(later.await(60, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(stuck.result()).isEqualTo("old");
        assertThat(store.requests).containsExactly(1, 1);
    }

    private SharedReads<String, String> reads(int keys, int waiting, long patienceMs) {
        return new SharedReads<>(vertx, registry, "test", new SharedReads.Limits(keys, waiting, patienceMs));
    }

    private Future<String> onLoop(Supplier<Future<String>> step) throws Exception {
        Promise<Future<String>> made = Promise.promise();
        loop.runOnContext(now -> made.complete(step.get()));
        return made.future().await(60, TimeUnit.SECONDS);
    }

    private double count(String meter) {
        return registry.get(meter).counter().count();
    }
}
