package io.evently.forecast.model;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Bookings on the books")
class BookingProfileTest {
    @Test
    @DisplayName("are those booked and not yet cancelled, day by day back")
    void counted() {
        ProfileCounter counter = new ProfileCounter(4);
        counter.booked(3.5, 2);
        counter.booked(1, 1);
        counter.booked(0.2, 4);
        counter.booked(100, 1);
        counter.cancelled(0.9, 2);

        BookingProfile profile = counter.profile();

        assertThat(profile).isEqualTo(BookingProfile.of(6, 4, 3, 3, 1));
    }

    @Test
    @DisplayName("of what was booked after the moment are none")
    void later() {
        ProfileCounter counter = new ProfileCounter(1);
        counter.booked(-0.1, 5);

        assertThat(counter.profile()).isEqualTo(BookingProfile.of(0, 0));
    }

    @Test
    @DisplayName("of an earlier moment are the rest of the same profile; before it begins there are none")
    void earlier() {
        BookingProfile profile = BookingProfile.of(9, 7, 4);

        assertThat(profile.asOf(1)).isEqualTo(BookingProfile.of(7, 4));
        assertThat(profile.asOf(3)).isEqualTo(BookingProfile.of(0));
        assertThat(profile.daysAgo(2)).isEqualTo(4);
        assertThat(profile.daysAgo(3)).isZero();
        assertThat(profile.days()).isEqualTo(2);
    }

    @Test
    @DisplayName("are neither negative nor missing")
    void nonsense() {
        assertThatThrownBy(BookingProfile::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BookingProfile.of(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BookingProfile.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
