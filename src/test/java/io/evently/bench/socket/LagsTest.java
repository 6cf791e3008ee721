package io.evently.bench.socket;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("How long bookings wait to be confirmed")
class LagsTest {
    private static final long MILLI = 1_000_000;

    private final Lags lags = new Lags();
    private final Lag lag = new Lag();

    @Test
    @DisplayName("counts from when the request was due, whether the answer or the confirmation is heard of first")
    void eitherOrder() {
        UUID answeredFirst = UUID.randomUUID();
        UUID confirmedFirst = UUID.randomUUID();

        lags.booked(answeredFirst, 0, lag);
        lags.confirmed(answeredFirst, 10 * MILLI);
        lags.confirmed(confirmedFirst, 30 * MILLI);
        lags.booked(confirmedFirst, 10 * MILLI, lag);

        assertThat(lag.micros().getTotalCount()).isEqualTo(2);
        assertThat(lag.micros().getMinValue()).isBetween(9_990L, 10_010L);
        assertThat(lag.micros().getMaxValue()).isBetween(19_980L, 20_020L);
        assertThat(lag.waiting()).isZero();
    }

    @Test
    @DisplayName("knows who was never confirmed, and does not count them as fast")
    void missing() {
        lags.booked(UUID.randomUUID(), 0, lag);
        lags.confirmed(UUID.randomUUID(), MILLI);

        assertThat(lag.waiting()).isEqualTo(1);
        assertThat(lag.micros().getTotalCount()).isZero();
    }

    @Test
    @DisplayName("shows the thirds of the time apart, so that one sees whether it grows")
    void thirds() {
        for (int i = 0; i < 9; i++) {
            UUID booking = UUID.randomUUID();
            lags.booked(booking, i * MILLI, lag);
            lags.confirmed(booking, (i + (i < 6 ? 1 : 100)) * MILLI);
        }

        assertThat(lag.microsOfThird(0).getMaxValue()).isBetween(990L, 1_010L);
        assertThat(lag.microsOfThird(2).getMaxValue()).isBetween(99_900L, 100_100L);
    }
}
