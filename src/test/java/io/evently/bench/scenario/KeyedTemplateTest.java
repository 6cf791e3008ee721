package io.evently.bench.scenario;

import io.evently.bench.load.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A request with a key")
class KeyedTemplateTest {
    private final UUID user = UUID.randomUUID();
    private final UUID event = UUID.randomUUID();

    @Test
    @DisplayName("books a seat of the given event with a key of its own, and is as long as it says")
    void booking() {
        Random random = new Random(3);
        KeyedTemplate template = KeyedTemplate.booking(user, "token", true);

        String one = text(template.with(event, random));
        String other = text(template.with(event, random));

        String[] parts = one.split("\r\n\r\n", 2);
        assertThat(parts[1]).isEqualTo("{\"user_id\":\"" + user + "\",\"event_id\":\"" + event + "\",\"quantity\":1}");
        assertThat(parts[0])
                .startsWith("POST /api/v1/bookings HTTP/1.1\r\n")
                .contains("\r\nAuthorization: Bearer token\r\n")
                .contains("\r\nContent-Length: " + parts[1].length())
                .containsPattern("\r\nIdempotency-Key: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\r\n");
        assertThat(other).hasSameSizeAs(one).isNotEqualTo(one);
    }

    @Test
    @DisplayName("carries no key when none is wanted")
    void withoutKey() {
        String request = text(KeyedTemplate.booking(user, "token", false).with(event, new Random(3)));

        assertThat(request).doesNotContain("Idempotency-Key").contains(event.toString());
    }

    @Test
    @DisplayName("cancels the given booking")
    void cancellation() {
        String request = text(KeyedTemplate.cancellation("token", true).with(event, new Random(3)));

        assertThat(request)
                .startsWith("PUT /api/v1/bookings/" + event + "/cancel HTTP/1.1\r\n")
                .endsWith("\r\n\r\n");
    }

    private static String text(Request request) {
        ByteBuf out = Unpooled.buffer();
        request.writeTo(out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
