package io.evently.hash;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("SHA-256")
class Sha256Test {
    @Test
    @DisplayName("of a text is that of its bytes in UTF-8, as FIPS 180-4 gives it for abc")
    void abc() {
        String known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(HexFormat.of().formatHex(Sha256.of("abc"))).isEqualTo(known);
        assertThat(Sha256.of("ä")).isEqualTo(Sha256.of("ä".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("is the same for content that comes in parts")
    void parts() {
        var digest = Sha256.digest();
        digest.update("a".getBytes(StandardCharsets.UTF_8));
        digest.update("bc".getBytes(StandardCharsets.UTF_8));

        assertThat(digest.digest()).isEqualTo(Sha256.of("abc"));
    }
}
