package io.evently.api.analytics;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An export")
class CsvStreamTest {
    private final Deque<Promise<Optional<Buffer>>> asked = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final ReadStream<Buffer> stream = new CsvStream(Buffer.buffer("head"), this::next);

    @Test
    @DisplayName("asks for one portion at a time, and for none while its client does not read")
    void oneAtATime() {
        stream.endHandler(done -> told.add("end"));
        stream.handler(portion -> {
            told.add(portion.toString());
            stream.pause();
        });
        assertThat(told).containsExactly("head");
        assertThat(asked).isEmpty();

        stream.resume();
        assertThat(asked).hasSize(1);
        stream.fetch(1);
        assertThat(asked).hasSize(1);
        asked.remove().complete(Optional.of(Buffer.buffer("one")));
        assertThat(told).containsExactly("head", "one");
        assertThat(asked).isEmpty();

        stream.resume();
        asked.remove().complete(Optional.empty());
        assertThat(told).containsExactly("head", "one", "end");
        stream.resume();
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("breaks when a portion cannot be had")
    void broken() {
        stream.exceptionHandler(failure -> told.add(String.valueOf(failure.getMessage())));
        stream.handler(portion -> told.add(portion.toString()));
        asked.remove().fail("away");

        assertThat(told).containsExactly("head", "away");
    }

    @Test
    @DisplayName("tells nobody who has left")
    void left() {
        stream.handler(portion -> told.add(portion.toString()));
        stream.handler(null);
        asked.remove().complete(Optional.of(Buffer.buffer("late")));

        assertThat(told).containsExactly("head");
        assertThat(asked).isEmpty();
    }

    private Future<Optional<Buffer>> next() {
        Promise<Optional<Buffer>> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }
}
