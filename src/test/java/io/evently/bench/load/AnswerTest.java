package io.evently.bench.load;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An answer")
class AnswerTest {
    private static final byte[] BOOKING = bytes("\"booking_id\":\"");

    @Test
    @DisplayName("gives the id that follows a text, however the body was cut into pieces")
    void uuid() {
        UUID id = UUID.randomUUID();
        String body = "{\"success\":true,\"data\":{\"booking_id\":\"" + id + "\"}}";
        for (int cut = 0; cut < body.length(); cut++) {
            Answer answer = answer(201, body.substring(0, cut), body.substring(cut));

            assertThat(answer.uuidAfter(BOOKING)).contains(id);
            assertThat(answer.length()).isEqualTo(body.length());
        }
    }

    @Test
    @DisplayName("gives no id where there is none or only a part of one")
    void noUuid() {
        assertThat(answer(201, "{}").uuidAfter(BOOKING)).isEmpty();
        assertThat(answer(201, "{\"booking_id\":\"0190f\"}").uuidAfter(BOOKING)).isEmpty();
        assertThat(answer(201, "{\"booking_id\":\"" + "x".repeat(36) + "\"}").uuidAfter(BOOKING))
                .isEmpty();
    }

    @Test
    @DisplayName("keeps the beginning and the length of a long body, and nothing of the one before")
    void longBody() {
        Answer answer = answer(200, "{\"code\":\"OLD\"}");
        answer.begin(503);
        answer.add(Unpooled.wrappedBuffer(bytes("x".repeat(5_000))));

        assertThat(answer.length()).isEqualTo(5_000);
        assertThat(answer.named()).isEqualTo("503");
    }

    @Test
    @DisplayName("is named by its status and its code")
    void named() {
        assertThat(answer(409, "{\"error\":\"no\",\"code\":\"INSUFFICIENT_SEATS\"}")
                        .named())
                .isEqualTo("409 INSUFFICIENT_SEATS");
    }

    private static Answer answer(int status, String... parts) {
        Answer answer = new Answer();
        answer.begin(status);
        for (String part : parts) {
            answer.add(Unpooled.wrappedBuffer(bytes(part)));
        }
        return answer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
