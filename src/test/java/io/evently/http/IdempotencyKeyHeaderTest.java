package io.evently.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An idempotency key")
class IdempotencyKeyHeaderTest {

    @Test
    @DisplayName("may be quoted or bare")
    void forms() {
        assertThat(IdempotencyKeys.parse("\"8e03978e-40d5\"")).isEqualTo("8e03978e-40d5");
        assertThat(IdempotencyKeys.parse(" 8e03978e-40d5 ")).isEqualTo("8e03978e-40d5");
        assertThat(IdempotencyKeys.parse("k".repeat(255))).hasSize(255);
        assertThat(IdempotencyKeys.parse('"' + "k".repeat(255) + '"')).hasSize(255);
    }

    @Test
    @DisplayName("is 1 to 255 printable characters")
    void refused() {
        for (String wrong : List.of("", "\"\"", " ", "k".repeat(256), "schlüssel", "a\tb")) {
            assertThatThrownBy(() -> {
                        String key = IdempotencyKeys.parse(wrong);
                        throw new AssertionError(key);
                    })
                    .as(wrong)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    @DisplayName("guards a request by a print that layout and order do not change, but every value does")
    void fingerprints() {
        byte[] print = print("{\"a\":1,\"b\":[\"x\",2.50]}");
        assertThat(print("{ \"b\": [\"x\", 2.5], \"a\": 1.0 }")).isEqualTo(print);
        assertThat(print("{\"a\":1,\"b\":[\"x\",2.51]}")).isNotEqualTo(print);
        assertThat(print("{\"a\":\"1\",\"b\":[\"x\",2.5]}")).isNotEqualTo(print);
        assertThat(print("{\"a\":1,\"b\":[\"x\",2.5],\"c\":null}")).isNotEqualTo(print);
        assertThat(print("[\"a,\",\"b\"]")).isNotEqualTo(print("[\"a\",\",b\"]"));
    }

    private static byte[] print(String json) {
        return Fingerprint.of("POST", "/api/v1/bookings", JsonBody.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
