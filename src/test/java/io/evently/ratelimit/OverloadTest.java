package io.evently.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Overload")
class OverloadTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3));
    private final AtomicLong delay = new AtomicLong();
    private final Overload overload = new Overload(
            new OverloadConfig(
                    true,
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    0.1,
                    Duration.ofMillis(40),
                    Duration.ofMillis(100),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(1)),
            delay::get,
            now::get);

    @Test
    @DisplayName("is none while queues empty now and then, however long they are in between")
    void bursts() {
        for (int i = 0; i < 100; i++) {
            run(80, 500);
            run(20, 0);
        }
        assertThat(overload.factor()).isEqualTo(1);
        assertThat(overload.shedsAnything()).isFalse();
    }

    @Test
    @DisplayName("shrinks the quotas while a queue stands, down to the floor, and lets them grow back when it is gone")
    void shrinks() {
        run(200, 30);
        assertThat(overload.factor()).isBetween(0.6, 0.9);
        run(3_000, 30);
        assertThat(overload.factor()).isEqualTo(0.1);
        assertThat(overload.shedsAnything()).isFalse();
        run(1_200, 5);
        assertThat(overload.factor()).isCloseTo(0.3, within(0.05));
        run(6_000, 5);
        assertThat(overload.factor()).isEqualTo(1);
    }

    @Test
    @DisplayName("refuses what is worth least first, and never what is essential")
    void worth() {
        run(300, 50);
        assertRefused(Worth.REPORT);
        run(300, 120);
        assertRefused(Worth.REPORT, Worth.LIST);
        run(300, 300);
        assertRefused(Worth.REPORT, Worth.LIST, Worth.PAGE);
        run(300, 60_000);
        assertRefused(Worth.REPORT, Worth.LIST, Worth.PAGE, Worth.BOOKING);
    }

    @Test
    @DisplayName("is over when nobody has asked for a while")
    void quiet() {
        run(1_000, 5_000);
        assertThat(overload.shedsAnything()).isTrue();
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        overload.look();
        assertThat(overload.shedsAnything()).isFalse();
        assertThat(overload.factor()).isEqualTo(1);
    }

    private void assertRefused(Worth... expected) {
        for (Worth worth : Worth.values()) {
            assertThat(overload.sheds(worth))
                    .as(worth.text())
                    .isEqualTo(List.of(expected).contains(worth));
        }
    }

    private void run(long millis, long delayMillis) {
        delay.set(TimeUnit.MILLISECONDS.toNanos(delayMillis));
        for (long i = 0; i < millis; i++) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            overload.look();
        }
    }
}
