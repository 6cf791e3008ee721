package io.evently.forecast.model;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Intervals")
class AdaptiveIntervalTest {
    private static final double[] ONE_TO_NINE =
            IntStream.rangeClosed(1, 9).mapToDouble(i -> i).toArray();

    @Test
    @DisplayName("are as wide as the error that four fifths, with the one to come counted in, do not exceed")
    void quantile() {
        assertThat(AdaptiveInterval.halfWidth(ONE_TO_NINE, 0, 0)).isEqualTo(8);
        assertThat(AdaptiveInterval.quantile(ONE_TO_NINE, 0.5)).isEqualTo(5);
        assertThat(AdaptiveInterval.quantile(ONE_TO_NINE, 0.99)).isEqualTo(9);
        assertThat(AdaptiveInterval.quantile(new double[] {3}, 0.1)).isEqualTo(3);
    }

    @Test
    @DisplayName("grow when too many outcomes fell outside, and shrink when too few did")
    void adapts() {
        // Ten outcomes with six outside: the level moves to 0.2 + 0.02 (2 - 6) = 0.12, so to rank 9.
        assertThat(AdaptiveInterval.halfWidth(ONE_TO_NINE, 10, 6)).isEqualTo(9);
        // Fifty outcomes with none outside: to 0.2 + 0.02 * 10 = 0.4, so to rank 6.
        assertThat(AdaptiveInterval.halfWidth(ONE_TO_NINE, 50, 0)).isEqualTo(6);
        // Never beyond one half.
        assertThat(AdaptiveInterval.halfWidth(ONE_TO_NINE, 5000, 0)).isEqualTo(5);
    }

    @Test
    @DisplayName("hold four outcomes in five, also after demand has doubled")
    void coverage() {
        MadeUpEvents made = new MadeUpEvents(11);
        EventForecaster forecaster = new EventForecaster(CategoryPrior.cold(50));
        int shift = 350;
        int last = 700;
        int before = 0;
        int after = 0;
        BookingProfile[] profiles = new BookingProfile[last];
        for (int i = 0; i < last; i++) {
            profiles[i] = made.profile(i < shift ? 40 : 80);
            int over = i - 7;
            if (over >= 0) {
                forecaster.add(MadeUpEvents.finished(over, profiles[over]));
            }
            EventForecast forecast = forecaster.forecast(MadeUpEvents.open(i, 7, profiles[i].asOf(7)));
            boolean inside = profiles[i].now() >= forecast.low() && profiles[i].now() <= forecast.high();
            before += inside && i >= 100 && i < shift ? 1 : 0;
            after += inside && i >= shift ? 1 : 0;
        }

        assertThat(before / (double) (shift - 100)).isBetween(0.74, 0.88);
        assertThat(after / (double) (last - shift)).isBetween(0.74, 0.88);
    }
}
