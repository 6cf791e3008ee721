package io.evently.onsale;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An answer")
class AnswerReaderTest {
    private final Wish wish = Wishes.of(UUID.randomUUID(), 2);
    private final UUID booking = UUID.randomUUID();

    @Test
    @DisplayName("201 for what was asked for is a sale")
    void sold() {
        assertThat(read(201, booking(2, "confirmed"))).isEqualTo(new Answer.Sold(booking, "EVT1"));
    }

    @Test
    @DisplayName("201 for something else is an error")
    void soldOtherwise() {
        assertThat(read(201, booking(3, "confirmed"))).isInstanceOf(Answer.Failed.class);
        assertThat(read(201, booking(2, "held"))).isInstanceOf(Answer.Failed.class);
        assertThat(read(201, "{}")).isInstanceOf(Answer.Failed.class);
        assertThat(read(201, "not json")).isInstanceOf(Answer.Failed.class);
    }

    @Test
    @DisplayName("409 with too few seats is a refusal, with enough of them an error")
    void refused() {
        assertThat(read(409, "{\"code\":\"INSUFFICIENT_SEATS\",\"available_seats\":1}"))
                .isEqualTo(new Answer.Refused(1));
        assertThat(read(409, "{\"code\":\"INSUFFICIENT_SEATS\",\"available_seats\":2}"))
                .isInstanceOf(Answer.Failed.class);
        assertThat(read(409, "{\"code\":\"EVENT_NOT_BOOKABLE\"}"))
                .isEqualTo(new Answer.Failed("409 EVENT_NOT_BOOKABLE"));
    }

    @ParameterizedTest
    @CsvSource({"503,0,0", "429,2,2", "503,,1", "503,soon,1", "503,3600,5"})
    @DisplayName("503 and 429 ask to come back, within bounds")
    void later(int status, String retryAfter, int seconds) {
        Answer answer = AnswerReader.read(wish, status, retryAfter, bytes("{\"code\":\"OVERLOADED\"}"));

        assertThat(answer).isEqualTo(new Answer.Later(Duration.ofSeconds(seconds), status + " OVERLOADED"));
    }

    @Test
    @DisplayName("anything else is an error by its code")
    void failed() {
        assertThat(read(500, "{\"code\":\"INTERNAL_ERROR\"}")).isEqualTo(new Answer.Failed("500 INTERNAL_ERROR"));
        assertThat(read(502, "<html>")).isEqualTo(new Answer.Failed("502"));
    }

    private Answer read(int status, String body) {
        return AnswerReader.read(wish, status, null, bytes(body));
    }

    private String booking(int quantity, String status) {
        return """
                {"success":true,"data":{"booking_id":"%s","booking_reference":"EVT1","user_id":"%s","event_id":"%s",
                "quantity":%d,"status":"%s"}}
                """.formatted(booking, wish.buyer().id(), wish.eventId(), quantity, status);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
