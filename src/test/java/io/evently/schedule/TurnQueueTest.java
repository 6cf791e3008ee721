package io.evently.schedule;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("A queue that is served turn by turn")
class TurnQueueTest {
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int SERVED = 40;

    private long now = TimeUnit.HOURS.toNanos(1);
    private final TurnQueue queue = new TurnQueue(now);

    @Test
    @DisplayName("has no delay while one waits no longer than the quickest turn takes, however slow the disk is")
    void paceOfTheDisk() {
        turns(100, TURN_NANOS, TURN_NANOS);

        assertThat(queue.delay(now)).isZero();
    }

    @Test
    @DisplayName("has the delay that is waited beyond the quickest turn, on average")
    void beyond() {
        turns(1, 0, TURN_NANOS);
        turns(100, 4 * TURN_NANOS, 3 * TURN_NANOS);

        assertThat(queue.delay(now)).isBetween(3 * TURN_NANOS - 1_000, 3 * TURN_NANOS);
    }

    @Test
    @DisplayName("forgets a turn that was quicker than any since after two minutes")
    void forgets() {
        turns(1, 0, TURN_NANOS);
        for (int minute = 0; minute < 3; minute++) {
            now += TimeUnit.MINUTES.toNanos(1);
            turns(50, 4 * TURN_NANOS, 4 * TURN_NANOS);
        }

        assertThat(queue.delay(now)).isZero();
    }

    @Test
    @DisplayName("has no delay when nobody has come for a while")
    void nobody() {
        turns(100, 4 * TURN_NANOS, TURN_NANOS);
        now += FRESH_NANOS;

        assertThat(queue.delay(now)).isZero();
    }

    @Test
    @DisplayName("has the crowd that is served together, on average")
    void crowd() {
        turns(100, TURN_NANOS, TURN_NANOS);

        assertThat(queue.crowd(now)).isCloseTo(SERVED, within(0.01));
        assertThat(queue.crowd(now + FRESH_NANOS)).isZero();
    }

    @Test
    @DisplayName("keeps both while a turn is under way, and the delay grows with it")
    void underWay() {
        turns(100, TURN_NANOS, TURN_NANOS);
        queue.begun(now, TURN_NANOS, SERVED);
        now += 10 * FRESH_NANOS;

        assertThat(queue.crowd(now)).isCloseTo(SERVED, within(0.01));
        assertThat(queue.delay(now)).isEqualTo(10 * FRESH_NANOS - TURN_NANOS);
    }

    @Test
    @DisplayName("begins anew after a while without turns")
    void anew() {
        turns(100, 40 * TURN_NANOS, TURN_NANOS);
        now += FRESH_NANOS;
        queue.begun(now, 0, 1);

        assertThat(queue.crowd(now)).isEqualTo(1);
        assertThat(queue.delay(now)).isZero();
    }

    private void turns(int count, long waitedNanos, long tookNanos) {
        for (int i = 0; i < count; i++) {
            queue.begun(now, waitedNanos, SERVED);
            now += tookNanos;
            queue.ended(now, tookNanos);
        }
    }
}
