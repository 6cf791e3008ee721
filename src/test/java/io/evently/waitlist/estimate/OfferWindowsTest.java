package io.evently.waitlist.estimate;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Offer windows")
class OfferWindowsTest {
    @ParameterizedTest
    @DisplayName("shorten towards the event and never reach beyond its start")
    @CsvSource({
        "1000, PT12H",
        "96, PT12H",
        "95.99, PT4H",
        "24, PT4H",
        "23.99, PT2H",
        "6, PT2H",
        "5.99, PT45M",
        "0.6, PT36M",
        "0.5, PT30M"
    })
    void shorten(double hoursToEvent, Duration open) {
        assertThat(OfferWindows.DEFAULT.window(hoursToEvent)).contains(open);
    }

    @ParameterizedTest
    @DisplayName("are none when it is too late")
    @CsvSource({"0.49", "0", "-3"})
    void none(double hoursToEvent) {
        assertThat(OfferWindows.DEFAULT.window(hoursToEvent)).isEmpty();
    }

    @Test
    @DisplayName("may go on until the event starts, and then end")
    void untilTheStart() {
        OfferWindows always = new OfferWindows(List.of(new OfferWindow(Duration.ZERO, Duration.ofMinutes(15))));

        assertThat(always.window(0.1)).contains(Duration.ofMinutes(6));
        assertThat(always.window(0)).isEmpty();
        assertThat(always.lastHours()).isZero();
    }

    @Test
    @DisplayName("are refused when they are none, empty or in the wrong order")
    void refused() {
        OfferWindow day = new OfferWindow(Duration.ofDays(1), Duration.ofHours(1));

        assertThatIllegalArgumentException().isThrownBy(() -> new OfferWindows(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new OfferWindows(List.of(day, day)));
        assertThatIllegalArgumentException().isThrownBy(() -> new OfferWindow(Duration.ofDays(1), Duration.ZERO));
    }
}
