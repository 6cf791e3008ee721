package io.evently.ratelimit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Counts of the last minute")
class RecentCountsTest {

    @Test
    @DisplayName("are those of the last sixty seconds, also after pauses")
    void lastMinute() {
        SplittableRandom random = new SplittableRandom(3);
        RecentCounts counts = new RecentCounts(2);
        Deque<Long> seconds = new ArrayDeque<>();
        long now = 1_800_000_000L;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(20) == 0 ? random.nextInt(100) : random.nextInt(2);
            long second = now;
            assertThat(counts.lastMinute(second)[1])
                    .isEqualTo(seconds.stream().filter(at -> at > second - 60).count());
            counts.at(second);
            counts.add(1);
            seconds.add(second);
        }
        assertThat(counts.sum(1)).isEqualTo(5_000);
        assertThat(counts.sum(0)).isZero();
    }
}
