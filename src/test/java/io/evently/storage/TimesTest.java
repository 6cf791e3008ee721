package io.evently.storage;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Times of the database")
class TimesTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.250Z");

    @Test
    @DisplayName("are instants in UTC, and the same instant whatever the offset in which they come back")
    void thereAndBack() {
        assertThat(Times.utc(NOON)).isEqualTo(OffsetDateTime.parse("2026-06-01T12:00:00.250Z"));
        assertThat(Times.utcOrNull(NOON)).isEqualTo(Times.utc(NOON));
        assertThat(Times.instantOrNull(OffsetDateTime.parse("2026-06-01T14:00:00.250+02:00")))
                .isEqualTo(NOON);
    }

    @Test
    @DisplayName("stay null where there is none")
    void none() {
        assertThat(Times.utcOrNull(null)).isNull();
        assertThat(Times.instantOrNull(null)).isNull();
    }
}
