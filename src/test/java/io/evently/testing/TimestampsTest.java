package io.evently.testing;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The look for timestamps")
class TimestampsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-01T10:00:00Z",
                "2026-06-01T10:00Z",
                "2026-06-01T10:00:00.123456Z",
                "2026-06-01T10:00:00.123+00:00",
                "2026-06-01T10:00:00+00:00",
                "2026-06-01 10:00:00.123Z"
            })
    @DisplayName("finds those in another format, also in text inside of text")
    void strange(String instant) {
        assertThat(Timestamps.strange("{\"at\":\"" + instant + "\",\"n\":1}")).hasSize(1);
        assertThat(Timestamps.strange("a[\"{\\\"at\\\":\\\"" + instant + "\\\"}\"]"))
                .hasSize(1);
    }

    @Test
    @DisplayName("passes over the one format, and over what is no timestamp")
    void right() {
        assertThat(Timestamps.strange("{\"at\":\"2026-06-01T10:00:00.123Z\",\"day\":\"2026-06-01\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10.0", "0.1", "1E+2", "10.000", "\"10.00\""})
    @DisplayName("finds amounts in another form, also in text inside of text")
    void amounts(String amount) {
        assertThat(Timestamps.strange("{\"total_amount\":" + amount + "}")).hasSize(1);
        assertThat(Timestamps.strange("[\"{\\\"price\\\":" + amount.replace("\"", "\\\"") + "}\"]"))
                .hasSize(1);
        assertThat(Timestamps.strange("{\"total_amount\":10.00,\"price\": 0.10}"))
                .isEmpty();
    }
}
