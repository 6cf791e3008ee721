package io.evently.account.service;

import io.evently.account.service.HashQueue.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.HashQueue.Purpose.NEW_HASH;
import static io.evently.account.service.HashQueue.Purpose.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Passwords that wait to be hashed")
class HashQueueTest {
    private final HashQueue<String> queue = new HashQueue<>(1, 6, 3);

    @Test
    @DisplayName("are refused beyond the share of their address group, while others are taken")
    void share() {
        busy();
        add(NEW_HASH, "a", "a1", "a2", "a3");
        assertThat(queue.full(NEW_HASH, "a")).isTrue();
        assertThat(queue.add(NEW_HASH, "a", "a4")).isFalse();
        assertThat(queue.full(SIGN_IN, "a")).as("of another purpose").isFalse();
        add(NEW_HASH, "b", "b1", "b2", "b3");
        assertThat(queue.add(NEW_HASH, "c", "c1")).as("beyond the whole queue").isFalse();
        add(SIGN_IN, "c", "c1");
    }

    @Test
    @DisplayName("of one address group take turns with those of others")
    void turns() {
        busy();
        add(SIGN_IN, "a", "a1", "a2", "a3");
        add(SIGN_IN, "b", "b1");
        add(SIGN_IN, "c", "c1", "c2");
        assertThat(rest()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    }

    @Test
    @DisplayName("of sign-ins go before the others, which get every fifth turn")
    void order() {
        busy();
        add(NEW_HASH, "a", "n1", "n2");
        add(SIGN_IN, "a", "s1", "s2", "s3");
        add(SIGN_IN, "b", "t1", "t2", "t3");
        assertThat(rest()).containsExactly("s1", "t1", "s2", "n1", "t2", "s3", "t3", "n2");
    }

    @Test
    @DisplayName("run on no more threads than there are, and at once while one is free")
    void threads() {
        HashQueue<String> none = new HashQueue<>(2, 0, 1);
        assertThat(none.add(SIGN_IN, "a", "1")).isTrue();
        assertThat(none.next()).contains("1");
        assertThat(none.add(SIGN_IN, "a", "2")).isTrue();
        assertThat(none.next()).contains("2");
        assertThat(none.add(SIGN_IN, "a", "3")).isFalse();
        assertThat(none.next()).isEmpty();
        none.done();
        assertThat(none.add(SIGN_IN, "a", "4")).isTrue();
        assertThat(none.next()).contains("4");
    }

    private void busy() {
        add(SIGN_IN, "first", "running");
        assertThat(queue.next()).contains("running");
    }

    private void add(Purpose purpose, String group, String... work) {
        for (String one : work) {
            assertThat(queue.add(purpose, group, one)).as(one).isTrue();
        }
    }

    private List<String> rest() {
        List<String> taken = new ArrayList<>();
        queue.done();
        for (Optional<String> next = queue.next(); next.isPresent(); next = queue.next()) {
            taken.add(next.get());
            queue.done();
        }
        return taken;
    }
}
