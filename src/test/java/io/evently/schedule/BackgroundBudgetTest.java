package io.evently.schedule;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The budget of background work")
class BackgroundBudgetTest {
    private static final double FLOOR = 0.1;
    private static final long QUEUES_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private long now = TimeUnit.HOURS.toNanos(1);
    private boolean people = true;
    private long delay;
    private double crowd;
    private long last;
    private final BackgroundBudget budget = new BackgroundBudget(
            span -> people, () -> delay, () -> crowd, new BackgroundConfig(FLOOR, Duration.ofMillis(2)), () -> now);

    @Test
    @DisplayName("has no limit while nobody waits for anything, whatever was used before")
    void alone() {
        crowd();
        work(budget.own(), 10_000);
        people = false;

        assertThat(budget.own().waitMillis()).isZero();
        assertThat(budget.bulk().waitMillis()).isZero();
    }

    @Test
    @DisplayName("has no limit while people wait and nothing queues")
    void roomForAll() {
        for (int i = 0; i < 100; i++) {
            assertThat(budget.own().waitMillis()).isZero();
            work(budget.own(), 20);
        }
    }

    @Test
    @DisplayName("shrinks to its floor while requests queue, and is never less")
    void floor() {
        crowd();
        assertThat(budget.allowance()).isEqualTo(FLOOR);

        assertThat(workedIn(budget.own(), 20_000, 20)).isBetween(1_900L, 2_200L);
    }

    @Test
    @DisplayName(
            "keeps a quarter of a piece at work while requests queue for twice the wanted delay, and less with the square of the delay")
    void busy() {
        crowd(TimeUnit.MILLISECONDS.toNanos(4));
        assertThat(budget.allowance()).isCloseTo(0.25, within(0.01));

        crowd(TimeUnit.MILLISECONDS.toNanos(6));
        assertThat(budget.allowance()).isCloseTo(0.11, within(0.01));
    }

    @Test
    @DisplayName("grows again within a second when nothing queues any more")
    void recovery() {
        crowd();
        work(budget.own(), 60_000);
        delay = 0;

        long waited = 0;
        while (budget.allowance() < 8) {
            pass(5);
            waited += 5;
            last = budget.own().waitMillis();
        }

        assertThat(waited).isLessThan(1_000);
        assertThat(last).as("once there is no limit any more").isZero();
    }

    @Test
    @DisplayName(
            "raises its floor while somebody's own work is late, up to three quarters of a piece, and lowers it again")
    void late() {
        crowd();
        budget.own().late(Duration.ofSeconds(2));
        pass(20);
        last = budget.own().waitMillis();
        assertThat(budget.allowance()).isCloseTo(4 * FLOOR, within(0.01));

        budget.own().late(Duration.ofMinutes(1));
        pass(20);
        last = budget.own().waitMillis();
        assertThat(budget.allowance()).isCloseTo(0.75, within(0.01));

        pass(2_000);
        budget.own().late(Duration.ZERO);
        pass(20);
        last = budget.own().waitMillis();
        pass(20);
        last = budget.own().waitMillis();
        assertThat(budget.allowance()).isLessThan(0.5);

        budget.own().late(Duration.ofMinutes(1));
        crowd();
        crowd();
        crowd();
        assertThat(budget.allowance()).as("long after the last that was late").isEqualTo(FLOOR);
    }

    @Test
    @DisplayName("does not raise it in an on-sale, when bookings come in crowds")
    void lateInAnOnSale() {
        crowd = 100;
        crowd();
        budget.own().late(Duration.ofMinutes(1));
        pass(20);
        last = budget.own().waitMillis();

        assertThat(budget.allowance()).isEqualTo(FLOOR);
    }

    @Test
    @DisplayName("charges a long piece whole while the allowance is above the floor")
    void longPiece() {
        crowd(TimeUnit.MILLISECONDS.toNanos(4));
        pass(60_000);
        last = budget.own().waitMillis();

        work(budget.own(), 400);

        // 400 ms at a quarter of a piece.
        assertThat(budget.own().waitMillis()).isBetween(1_100L, 1_700L);
    }

    @Test
    @DisplayName("lets one's own work rest no longer than two seconds, whatever bulk and results use meanwhile")
    void ownRest() {
        crowd();
        work(budget.own(), 10_000);

        for (int i = 0; i < 4; i++) {
            pass(500);
            work(budget.bulk(), 20);
            budget.own().usedSince(now - TimeUnit.SECONDS.toNanos(5));
        }

        assertThat(budget.own().waitMillis()).isZero();
    }

    @Test
    @DisplayName("forgives what one long piece took beyond two seconds of rest")
    void debt() {
        crowd();
        work(budget.own(), 3_600_000);

        assertThat(budget.own().waitMillis()).isBetween(1_900L, 2_001L);
    }

    @Test
    @DisplayName("lets as many pieces be at work at the same time as it allows")
    void atOnce() {
        crowd();
        pass(60_000);
        assertThat(budget.own().waitMillis()).isZero();
        long first = budget.own().begun();
        assertThat(budget.own().waitMillis()).isPositive();

        budget.own().ended(first, false);

        assertThat(budget.own().waitMillis()).isZero();
    }

    @Test
    @DisplayName("leaves a quarter to what is for many, and counts it as used")
    void bulk() {
        crowd();
        assertThat(workedIn(budget.bulk(), 40_000, 20)).isBetween(900L, 1_200L);

        pass(60_000);
        assertThat(budget.own().waitMillis()).isZero();
        work(budget.bulk(), 60_000);
        assertThat(budget.own().waitMillis()).isPositive();
    }

    // Until the delay has told.
    private void crowd() {
        crowd(QUEUES_NANOS);
    }

    private void crowd(long queueing) {
        delay = queueing;
        for (int i = 0; i < 1_000; i++) {
            pass(5);
            last = budget.own().waitMillis();
        }
    }

    private long workedIn(BackgroundBudget.Account account, long millis, long piece) {
        long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
        long worked = 0;
        while (now < end) {
            long wait = account.waitMillis();
            if (wait > 0) {
                pass(wait);
            } else {
                work(account, piece);
                worked += piece;
            }
        }
        return worked;
    }

    private void work(BackgroundBudget.Account account, long millis) {
        long begun = account.begun();
        pass(millis);
        account.ended(begun, true);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
