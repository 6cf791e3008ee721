package io.evently.ratelimit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A sliding window")
class SlidingWindowTest {
    private static final long MINUTE = 60_000;
    private static final long NOW = 1_800_000_000_000L;

    @Test
    @DisplayName("lets exactly as many through as the limit says, however they are spread over the window")
    void exact() {
        for (long gap : new long[] {0, 1, 500, 1_000, 1_016}) {
            SlidingWindow window = new SlidingWindow(MINUTE);
            int passed = 0;
            for (int i = 0; i < 60; i++) {
                passed += passes(window, NOW + i * gap, 50) ? 1 : 0;
            }
            assertThat(passed).as("%s ms apart", gap).isEqualTo(50);
        }
    }

    @Test
    @DisplayName("never lets more through in any span of its length, and gives back at most a thirtieth late")
    void bounds() {
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < 200; run++) {
            int limit = 1 + random.nextInt(20);
            SlidingWindow window = new SlidingWindow(MINUTE);
            Deque<Long> passed = new ArrayDeque<>();
            long now = NOW + random.nextInt(100_000);
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(8_000);
                long beginning = now - MINUTE;
                boolean passes = passes(window, now, limit);
                if (passes) {
                    assertThat(passed.stream().filter(at -> at > beginning).count())
                            .isLessThan(limit);
                    passed.add(now);
                } else {
                    long late = now - MINUTE - MINUTE / SlidingWindow.PARTS;
                    assertThat(passed.stream().filter(at -> at >= late).count()).isGreaterThanOrEqualTo(limit);
                }
            }
        }
    }

    @Test
    @DisplayName("tells how long to wait, to the millisecond")
    void waiting() {
        SlidingWindow window = new SlidingWindow(MINUTE);
        assertThat(window.resetMillis(NOW)).isZero();
        for (int i = 0; i < 3; i++) {
            window.add(NOW + i * 10_000L);
        }
        long now = NOW + 25_000;
        long wait = window.waitMillis(now, 3);
        assertThat(wait).isEqualTo(window.resetMillis(now)).isBetween(35_000L, 37_000L);
        assertThat(window.waitMillis(now + wait - 1, 3)).isEqualTo(1);
        assertThat(window.waitMillis(now + wait, 3)).isZero();
        assertThat(window.waitMillis(now, 4)).isZero();
        // A limit that shrank: two have to be forgotten.
        assertThat(window.waitMillis(now, 2)).isEqualTo(wait + 10_000);
    }

    @Test
    @DisplayName("counts on when the clock is set back")
    void backwards() {
        SlidingWindow window = new SlidingWindow(MINUTE);
        window.add(NOW);
        window.add(NOW - 30_000);
        assertThat(window.used(NOW - 30_000)).isEqualTo(2);
        assertThat(window.used(NOW)).isEqualTo(2);
        assertThat(window.used(NOW + MINUTE + 2_000)).isZero();
    }

    private static boolean passes(SlidingWindow window, long now, int limit) {
        boolean passes = window.waitMillis(now, limit) == 0;
        if (passes) {
            window.add(now);
        }
        return passes;
    }
}
