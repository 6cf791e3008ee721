package io.evently.hash;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The credential of an internal client")
class InternalCredentialTest {
    private static final String SECRET = "a-secret-that-is-long-enough-for-a-test";
    private static final long NOW = 1_800_000_000L;

    private final InternalCredential ours = of(SECRET);

    @Test
    @DisplayName("is good for its request, a minute long")
    void good() {
        String value = ours.of("POST", "/api/v1/bookings", NOW).orElseThrow();
        for (long now : new long[] {NOW - 60, NOW, NOW + 60}) {
            assertThat(ours.fits(value, "POST", "/api/v1/bookings", now)).isTrue();
        }
        assertThat(of("another-secret-that-is-long-enough", SECRET).fits(value, "POST", "/api/v1/bookings", NOW))
                .as("of the secret before")
                .isTrue();
    }

    @Test
    @DisplayName("is good for nothing else")
    void bad() {
        String value = ours.of("POST", "/api/v1/bookings", NOW).orElseThrow();
        String stranger = of("another-secret-that-is-long-enough")
                .of("POST", "/api/v1/bookings", NOW)
                .orElseThrow();
        assertThat(ours.fits(value, "GET", "/api/v1/bookings", NOW)).isFalse();
        assertThat(ours.fits(value, "POST", "/api/v1/bookings?", NOW)).isFalse();
        assertThat(ours.fits(value, "POST", "/api/v1/bookings", NOW + 61)).isFalse();
        assertThat(ours.fits(value, "POST", "/api/v1/bookings", NOW - 61)).isFalse();
        assertThat(ours.fits(stranger, "POST", "/api/v1/bookings", NOW)).isFalse();
        assertThat(ours.fits((NOW + 1) + value.substring(10), "POST", "/api/v1/bookings", NOW))
                .isFalse();
        for (String broken : List.of("", ".", "1.", ".x", "x.y", NOW + ".", NOW + ".*", "-1.AA", value + "AA")) {
            assertThat(ours.fits(broken, "POST", "/api/v1/bookings", NOW))
                    .as(broken)
                    .isFalse();
        }
    }

    @Test
    @DisplayName("is nobody's before there is a secret")
    void closed() {
        InternalCredential closed = new InternalCredential();
        assertThat(closed.of("GET", "/", NOW)).isEmpty();
        assertThat(closed.fits(ours.of("GET", "/", NOW).orElseThrow(), "GET", "/", NOW))
                .isFalse();
    }

    private static InternalCredential of(String... secrets) {
        InternalCredential credential = new InternalCredential();
        credential.open(List.of(secrets));
        return credential;
    }
}
