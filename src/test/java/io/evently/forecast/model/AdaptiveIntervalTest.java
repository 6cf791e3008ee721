package io.evently.forecast.model;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Intervals")
class AdaptiveIntervalTest {
    private static final double[] TO_99 =
            IntStream.rangeClosed(1, 99).mapToDouble(i -> i).toArray();

    @Test
    @DisplayName("are as wide as the error that four fifths, with the one to come counted in, do not exceed")
    void quantile() {
        assertThat(AdaptiveInterval.quantile(TO_99, 0.8)).isEqualTo(80);
        assertThat(AdaptiveInterval.quantile(TO_99, 0.5)).isEqualTo(50);
        assertThat(AdaptiveInterval.quantile(TO_99, 0.999)).isEqualTo(99);
        assertThat(AdaptiveInterval.quantile(new double[] {3}, 0.1)).isEqualTo(3);
        assertThat(AdaptiveInterval.halfWidth(TO_99, 0, 0))
                .as("a little wider than it need be")
                .isEqualTo(81);
    }

    @Test
    @DisplayName("grow when too many outcomes fell outside, and shrink when too few did")
    void adapts() {
        // Ten outcomes, six outside: the level moves to 0.19 + 0.02 (1.9 - 6) = 0.108.
        assertThat(AdaptiveInterval.halfWidth(TO_99, 10, 6)).isEqualTo(90);
        // Fifty outcomes, none outside: to 0.19 + 0.02 * 9.5 = 0.38.
        assertThat(AdaptiveInterval.halfWidth(TO_99, 50, 0)).isEqualTo(62);
        assertThat(AdaptiveInterval.halfWidth(TO_99, 5000, 0))
                .as("never beyond one half")
                .isEqualTo(50);
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
