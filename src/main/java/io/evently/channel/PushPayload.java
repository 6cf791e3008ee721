package io.evently.channel;

import io.evently.time.Rfc3339;
import io.vertx.core.json.JsonObject;

/**
 * What a browser's service worker receives: {@code notification_id}, {@code type}, {@code title}, {@code message},
 * {@code created_at} and, where they fit, {@code data}.
 */
final class PushPayload {
    /** 4,096 bytes less header (86), padding mark (1) and authentication tag (16). */
    static final int LONGEST_BYTES = 3993;

    private static final int LONGEST_TITLE = 120;
    /** Even at six bytes for each of them, as JSON may write them, it fits with the rest. */
    private static final int LONGEST_TEXT = 400;

    private PushPayload() {}

    static byte[] of(Message message) {
        JsonObject words = new JsonObject()
                .put("notification_id", message.id().toString())
                .put("type", message.type())
                .put("title", PlainText.line(message.title(), LONGEST_TITLE))
                .put("message", PlainText.lines(message.text(), LONGEST_TEXT))
                .put("created_at", Rfc3339.text(message.createdAt()));
        byte[] full = words.copy().put("data", message.data()).toBuffer().getBytes();
        return full.length <= LONGEST_BYTES ? full : words.toBuffer().getBytes();
    }
}
