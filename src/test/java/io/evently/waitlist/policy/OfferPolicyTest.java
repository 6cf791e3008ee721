package io.evently.waitlist.policy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Offer windows")
class OfferPolicyTest {
    @ParameterizedTest
    @DisplayName("shorten towards the event and never reach beyond its start")
    @CsvSource({
        "1000, PT12H",
        "96.01, PT12H",
        "96, PT4H",
        "24.01, PT4H",
        "24, PT2H",
        "6.01, PT2H",
        "6, PT45M",
        "0.6, PT36M"
    })
    void shorten(double hoursToEvent, Duration open) {
        assertThat(OfferPolicy.USUAL.window(hoursToEvent)).contains(open);
    }

    @ParameterizedTest
    @DisplayName("are none when it is too late")
    @CsvSource({"0.5", "0", "-3"})
    void none(double hoursToEvent) {
        assertThat(OfferPolicy.USUAL.window(hoursToEvent)).isEmpty();
    }

    @Test
    @DisplayName("may go on until the event starts, and then end")
    void untilTheStart() {
        OfferPolicy always = policy(new OfferWindow(Duration.ZERO, Duration.ofMinutes(15)));

        assertThat(always.window(0.1)).contains(Duration.ofMinutes(6));
        assertThat(always.window(0)).isEmpty();
        assertThat(always.lastOfferHours()).isZero();
    }

    @Test
    @DisplayName("are refused when they are none, empty or in the wrong order")
    void refused() {
        OfferWindow day = new OfferWindow(Duration.ofDays(1), Duration.ofHours(1));

        assertThatIllegalArgumentException().isThrownBy(() -> policy());
        assertThatIllegalArgumentException().isThrownBy(() -> policy(day, day));
        assertThatIllegalArgumentException().isThrownBy(() -> new OfferWindow(Duration.ofDays(1), Duration.ZERO));
    }

    @Test
    @DisplayName("are told in any order")
    void anyOrder() {
        OfferWindow far = new OfferWindow(Duration.ofDays(2), Duration.ofHours(3));
        OfferWindow near = new OfferWindow(Duration.ofDays(1), Duration.ofHours(1));

        assertThat(policy(near, far)).isEqualTo(policy(far, near));
    }

    private static OfferPolicy policy(OfferWindow... windows) {
        return new OfferPolicy(List.of(windows), 3, Duration.ofDays(2), HeadStarts.USUAL);
    }
}
