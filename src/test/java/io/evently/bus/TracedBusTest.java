package io.evently.bus;

import io.evently.testing.LogLines;
import io.evently.tracing.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(VertxExtension.class)
@DisplayName("On the event bus, a trace")
class TracedBusTest {
    private static final Endpoint<Word, Word> ECHO = new Endpoint<>("test.echo", Word.class, Word.class);
    private static final Topic<Word> NEWS = new Topic<>("test.news", Word.class);

    private final TraceContext trace = TraceContext.begin(new SplittableRandom(1));
    private TypedBus bus;

    @BusName("test-word/1")
    record Word(String text) implements BusMessage {}

    @BeforeEach
    void register(Vertx vertx) {
        TypedBus.register(vertx, List.of(Word.class));
        bus = new TypedBus(vertx, Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("goes with a question through every step of the answer, and is there again for the asker")
    void questions(Vertx vertx) throws Exception {
        await(bus.answer(ECHO, asked -> vertx.timer(1).map(fired -> new Word(current()))));
        await(bus.answerFar(ECHO.on("here"), asked -> vertx.timer(1).map(fired -> new Word(current()))));
        List<String> here =
                asked(vertx, () -> bus.ask(ECHO, new Word("?")).map(answer -> List.of(answer.text(), current())));
        List<String> far = asked(
                vertx,
                () -> bus.askFar(ECHO.on("here"), new Word("?"), Duration.ofSeconds(30))
                        .map(answer -> List.of(answer.text(), current())));
        assertThat(here).containsExactly(trace.traceparent(), trace.traceparent());
        assertThat(far).containsExactly(trace.traceparent(), trace.traceparent());
        assertThat(await(bus.ask(ECHO, new Word("?"))).text()).isEqualTo("none");
    }

    @Test
    @DisplayName("goes with an announcement")
    void announcements(Vertx vertx) throws Exception {
        var heard = new CompletableFuture<String>();
        await(bus.listen(NEWS, news -> heard.complete(current())));
        boolean announced = asked(vertx, () -> {
            bus.announce(NEWS, new Word("new"));
            return Future.succeededFuture(true);
        });
        assertThat(announced).isTrue();
        assertThat(heard.get(1, TimeUnit.MINUTES)).isEqualTo(trace.traceparent());
    }

    @Test
    @DisplayName("does not stay with a listener that was made in another one")
    void listenersMadeInATrace(Vertx vertx) throws Exception {
        asked(vertx, () -> bus.answer(ECHO, asked -> Future.succeededFuture(new Word(current()))));
        assertThat(await(bus.ask(ECHO, new Word("?"))).text()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"text, ' trace_id=%s - '", "json, '\"trace_id\":\"%s\"'"})
    @DisplayName("stands in every line that is logged behind the bus, also of a failure that came in no trace")
    void logged(String format, String expected, Vertx vertx) throws Exception {
        Promise<Word> batch = Promise.promise();
        await(bus.answer(
                ECHO,
                asked -> vertx.timer(1).compose(fired -> {
                    LoggerFactory.getLogger("somewhere").warn("Looking up {}", asked.text());
                    return TraceContext.detached(() -> {
                        vertx.setTimer(1, flushed -> batch.fail(new IllegalStateException("flush failed")));
                        return batch.future();
                    });
                })));
        String line = expected.formatted(trace.traceId());
        try (LogLines log = LogLines.watch(format)) {
            assertThatThrownBy(() -> asked(vertx, () -> bus.ask(ECHO, new Word("seats"))))
                    .hasMessageContaining("flush failed");
            LoggerFactory.getLogger("somewhere").warn("Starting");
            assertThat(log.with("Looking up seats")).singleElement().asString().contains(line);
            assertThat(log.with("No answer from test.echo"))
                    .singleElement()
                    .asString()
                    .contains(line);
            assertThat(log.with("Starting")).singleElement().asString().doesNotContain("trace_id");
        }
    }

    private <T> T asked(Vertx vertx, Supplier<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(begin -> trace.around(work).onComplete(done));
        return await(done.future());
    }

    private static String current() {
        return TraceContext.current().map(TraceContext::traceparent).orElse("none");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(1, TimeUnit.MINUTES);
    }
}
