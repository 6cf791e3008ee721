package io.evently.tracing;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(VertxExtension.class)
@DisplayName("A trace context")
class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    @DisplayName("reads what it writes")
    void roundTrip() {
        TraceContext begun = TraceContext.begin(random);
        assertThat(TraceContext.parse(begun.traceparent())).contains(begun);
        assertThat(begun.sampled()).isFalse();
        TraceContext sampled = TraceContext.parse(PARENT).orElseThrow();
        assertThat(sampled).isEqualTo(new TraceContext(TRACE, "00f067aa0ba902b7", true));
        assertThat(sampled.traceparent()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-" + TRACE,
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7-0g",
                "00_" + TRACE + "-00f067aa0ba902b7-01",
                PARENT + "-more",
                PARENT + " ",
                "01-" + TRACE + "-00f067aa0ba902b7-01.more",
            })
    @DisplayName("is not read from what W3C Trace Context does not allow")
    void broken(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    @DisplayName("is read from a later version, which may say more")
    void laterVersion() {
        assertThat(TraceContext.parse("01-" + TRACE + "-00f067aa0ba902b7-03-more"))
                .contains(new TraceContext(TRACE, "00f067aa0ba902b7", true));
        assertThat(TraceContext.parse("cc-" + TRACE + "-00f067aa0ba902b7-02"))
                .contains(new TraceContext(TRACE, "00f067aa0ba902b7", false));
    }

    @Test
    @DisplayName("has children of the same trace with spans of their own, and never an id of zeros")
    void child() {
        TraceContext parent = TraceContext.parse(PARENT).orElseThrow();
        TraceContext child = parent.child(random);
        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.spanId()).isNotEqualTo(parent.spanId());
        assertThat(child.sampled()).isTrue();
        RandomGenerator zeros = () -> 0;
        assertThat(TraceContext.parse(TraceContext.begin(zeros).child(zeros).traceparent()))
                .isPresent();
        assertThatThrownBy(() -> new TraceContext("x", "y", false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("is there in every step after it was attached, also on a worker, and nowhere else")
    void asynchronous(Vertx vertx) throws Exception {
        TraceContext trace = TraceContext.begin(random);
        var seen = new CompletableFuture<List<Optional<TraceContext>>>();
        ContextInternal request =
                ((ContextInternal) vertx.getOrCreateContext()).unwrap().duplicate();
        request.runOnContext(begin -> {
            trace.attach();
            vertx.timer(1)
                    .compose(fired -> vertx.executeBlocking(TraceContext::current))
                    .compose(onWorker -> vertx.timer(1).map(fired -> List.of(onWorker, TraceContext.current())))
                    .onSuccess(seen::complete);
        });
        assertThat(seen.get(1, TimeUnit.MINUTES)).containsExactly(Optional.of(trace), Optional.of(trace));
        var beside = new CompletableFuture<Optional<TraceContext>>();
        request.unwrap().runOnContext(other -> beside.complete(TraceContext.current()));
        assertThat(beside.get(1, TimeUnit.MINUTES)).isEmpty();
        assertThat(TraceContext.current()).isEmpty();
    }

    @Test
    @DisplayName("is left behind by work that serves many, and put around a call that has no context of its own")
    void detachedAndAround(Vertx vertx) throws Exception {
        TraceContext one = TraceContext.begin(random);
        TraceContext other = TraceContext.begin(random);
        var seen = new CompletableFuture<List<Optional<TraceContext>>>();
        vertx.runOnContext(connection -> one.around(() -> {
                    Optional<TraceContext> around = TraceContext.current();
                    var within = other.around(() -> vertx.timer(1).map(fired -> TraceContext.current()));
                    var apart = TraceContext.detached(() -> vertx.timer(1).map(fired -> TraceContext.current()));
                    Optional<TraceContext> after = TraceContext.current();
                    return within.compose(nested -> apart.map(none -> List.of(around, nested, none, after)));
                })
                .onSuccess(seen::complete));
        assertThat(seen.get(1, TimeUnit.MINUTES))
                .containsExactly(Optional.of(one), Optional.of(other), Optional.empty(), Optional.of(one));
    }

    @Test
    @DisplayName("is never attached to the context of a verticle, which would keep it")
    void notToAVerticle(Vertx vertx) throws Exception {
        TraceContext trace = TraceContext.begin(random);
        var refused = new CompletableFuture<Throwable>();
        vertx.runOnContext(verticle -> {
            try {
                trace.attach();
                refused.complete(new AssertionError("attached"));
            } catch (IllegalStateException e) {
                refused.complete(e);
            }
        });
        assertThat(refused.get(1, TimeUnit.MINUTES)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(trace::attach).isInstanceOf(IllegalStateException.class);
    }
}
