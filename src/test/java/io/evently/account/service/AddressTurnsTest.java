package io.evently.account.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("AddressTurns")
class AddressTurnsTest {
    private final AddressTurns turns = new AddressTurns(2);
    private final List<String> begun = new ArrayList<>();

    @Test
    @DisplayName("are one at a time for each key, in order of arrival, also after a failure; too many are refused")
    void inTurn() {
        Promise<String> first = Promise.promise();
        Promise<String> second = Promise.promise();
        Future<String> one = begin("a", "1", first);
        Future<String> two = begin("a", "2", second);
        Future<String> three = begin("a", "3", Promise.promise());
        assertThat(turns.inTurn("a", () -> Future.succeededFuture("4"))).isEmpty();
        Future<String> other = begin("b", "of b", Promise.promise());
        assertThat(begun).containsExactly("1", "of b");

        first.fail("lost");
        assertThat(one.failed()).isTrue();
        assertThat(begun).containsExactly("1", "of b", "2");
        second.complete("done");
        assertThat(two.result()).isEqualTo("done");
        assertThat(begun).containsExactly("1", "of b", "2", "3");
        assertThat(three.isComplete()).isFalse();
        assertThat(other.isComplete()).isFalse();
    }

    private Future<String> begin(String key, String name, Promise<String> end) {
        return turns.inTurn(key, () -> {
                    begun.add(name);
                    return end.future();
                })
                .orElseThrow();
    }
}
