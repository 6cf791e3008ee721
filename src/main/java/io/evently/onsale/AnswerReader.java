package io.evently.onsale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what the service says about a booking, and mistrusts it. */
final class AnswerReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_PAUSE_SECONDS = 5;

    private AnswerReader() {}

    /** Anything that is not exactly what was asked for counts as a failure. */
    static Answer read(Wish wish, int status, @Nullable String retryAfter, byte[] body) {
        if (status == 503 || status == 429) {
            return new Answer.Later(pause(retryAfter), named(status, tree(body)));
        }
        JsonNode answer = tree(body);
        if (status == 201) {
            return sold(wish, answer.path("data"));
        }
        if (status == 409 && answer.path("code").asText().equals("INSUFFICIENT_SEATS")) {
            return refused(wish, answer.path("available_seats").asInt(-1));
        }
        return new Answer.Failed(named(status, answer));
    }

    private static Answer sold(Wish wish, JsonNode booking) {
        boolean asWished = booking.path("quantity").asInt() == wish.quantity()
                && booking.path("event_id").asText().equals(wish.eventId().toString())
                && booking.path("user_id").asText().equals(wish.buyer().id().toString())
                && booking.path("status").asText().equals("confirmed");
        String reference = booking.path("booking_reference").asText();
        try {
            UUID id = UUID.fromString(booking.path("booking_id").asText());
            return asWished && !reference.isEmpty()
                    ? new Answer.Sold(id, reference)
                    : new Answer.Failed("201 for another booking than was asked for");
        } catch (IllegalArgumentException e) {
            return new Answer.Failed("201 without a booking");
        }
    }

    private static Answer refused(Wish wish, int available) {
        return available >= 0 && available < wish.quantity()
                ? new Answer.Refused(available)
                : new Answer.Failed("409 although the seats would have been enough");
    }

    private static Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return USUAL_PAUSE;
        }
        try {
            int seconds = Integer.parseInt(retryAfter.strip());
            return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_PAUSE_SECONDS)));
        } catch (NumberFormatException e) {
            return USUAL_PAUSE;
        }
    }

    private static String named(int status, JsonNode answer) {
        return (status + " " + answer.path("code").asText()).strip();
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
