package io.evently.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What is said to one recipient; the same on every channel and at every attempt.
 *
 * @param id of the notification: the same at each attempt, so that a receiver can tell a repetition
 * @param type for example {@code booking_confirmation}; unknown ones are told by title and text alone
 * @param title one line
 * @param text plain, a sentence or a few
 * @param data what the type carries beside that, for templates and programs; not to be changed
 */
public record Message(UUID id, String type, String title, String text, JsonObject data, Instant createdAt) {
    private static final ObjectReader EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerForMapOf(Object.class);

    /** A message whose data is not JSON yet: texts, numbers and truth values by their names. */
    public static Message of(
            UUID id, String type, String title, String text, Map<String, Object> data, Instant createdAt) {
        return new Message(id, type, title, text, new JsonObject(data), createdAt);
    }

    /** Reads what was stored; amounts stay the decimals that they are. */
    public static JsonObject data(String json) {
        try {
            return new JsonObject(EXACT.<Map<String, Object>>readValue(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL keeps no JSON that is none", e);
        }
    }
}
