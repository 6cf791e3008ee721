package io.evently.onsale;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The tally")
class TallyTest {
    private final AtomicLong now = new AtomicLong(TimeUnit.SECONDS.toNanos(100));
    private final UUID event = UUID.randomUUID();
    private final Tally tally = new Tally(now::get);

    @Test
    @DisplayName("counts bookings and their seats, refusals, errors and the unknown apart")
    void counts() {
        tally.sold(Wishes.of(event, 3), new Answer.Sold(UUID.randomUUID(), "A"), now.get());
        tally.sold(Wishes.of(event, 2), new Answer.Sold(UUID.randomUUID(), "B"), now.get());
        tally.refused(Wishes.of(event, 5), now.get());
        tally.refused(Wishes.of(event, 4), now.get());
        tally.failed("500 INTERNAL_ERROR");
        tally.failed("500 INTERNAL_ERROR");
        tally.unknown(Wishes.of(event, 1), "closed");
        tally.deferred("503 OVERLOADED");
        tally.resent();

        Tallied tallied = tally.tallied();

        assertThat(tallied.sales()).extracting(Sale::reference).containsExactly("A", "B");
        assertThat(tallied.seatsSold()).isEqualTo(5);
        assertThat(tallied.refused()).isEqualTo(2);
        assertThat(tallied.smallestRefused()).isEqualTo(Map.of(event, 4));
        assertThat(tallied.errors()).isEqualTo(Map.of("500 INTERNAL_ERROR", 2));
        assertThat(tallied.failed()).isEqualTo(2);
        assertThat(tallied.unknown()).hasSize(1);
        assertThat(tallied.deferred()).isEqualTo(Map.of("503 OVERLOADED", 1));
        assertThat(tallied.resent()).isEqualTo(1);
        assertThat(tally.progress().done()).isEqualTo(7);
    }

    @Test
    @DisplayName("measures each request from its first attempt to its answer")
    void latency() {
        for (int milliseconds = 1; milliseconds <= 100; milliseconds++) {
            long since = now.getAndAdd(TimeUnit.MILLISECONDS.toNanos(milliseconds));
            tally.refused(Wishes.of(event, 1), since);
        }

        Latency latency = tally.tallied().latency();

        Percentage precision = Percentage.withPercentage(0.2);
        assertThat(latency.p50()).isCloseTo(50, precision);
        assertThat(latency.p95()).isCloseTo(95, precision);
        assertThat(latency.p99()).isCloseTo(99, precision);
        assertThat(latency.max()).isCloseTo(100, precision);
    }

    @Test
    @DisplayName("knows when the last seat went and how long there was no answer at all")
    void moments() {
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        tally.sold(Wishes.of(event, 1), new Answer.Sold(UUID.randomUUID(), "A"), now.get());
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        tally.refused(Wishes.of(event, 1), now.get());
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        tally.refused(Wishes.of(event, 1), now.get());

        Tallied tallied = tally.tallied();

        assertThat(tallied.soldNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(tallied.longestSilence()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
        assertThat(tallied.nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(6));
    }
}
