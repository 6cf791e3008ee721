package io.evently.schedule;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Turns")
class TurnsTest {
    private final Turns<String> turns = new Turns<>(2);
    private final List<Promise<String>> begun = new ArrayList<>();

    @Test
    @DisplayName(
            "let one piece of work of a key go on at a time, in the order of arrival, other keys beside it, and refuse too many")
    void oneAtATime() {
        Future<String> first = begin("a");
        Future<String> second = begin("a");
        Future<String> third = begin("a");
        assertThat(turns.inTurn("a", () -> Future.succeededFuture("one too many")))
                .isEmpty();
        Future<String> other = begin("b");
        assertThat(begun).hasSize(2);

        begun.get(0).fail("broken");
        assertThat(first.failed()).isTrue();
        assertThat(begun).hasSize(3);
        begun.get(2).complete("second");
        assertThat(second.result()).isEqualTo("second");
        assertThat(third.isComplete()).isFalse();
        begun.get(3).complete("third");
        begun.get(1).complete("other");
        assertThat(other.result()).isEqualTo("other");

        assertThat(third.result()).isEqualTo("third");
        assertThat(turns.size()).as("keys that are remembered").isZero();
    }

    @Test
    @DisplayName("remember nothing of work that is over at once")
    void atOnce() {
        assertThat(turns.inTurn("a", () -> Future.succeededFuture("done"))
                        .orElseThrow()
                        .result())
                .isEqualTo("done");
        assertThat(turns.size()).isZero();
    }

    private Future<String> begin(String key) {
        return turns.inTurn(key, () -> {
                    Promise<String> work = Promise.promise();
                    begun.add(work);
                    return work.future();
                })
                .orElseThrow();
    }
}
