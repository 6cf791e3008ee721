package io.evently.live.bridge;

import io.evently.live.LiveMessage;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The bridge's messages to its clients. Bodies are JSON text and go in as they are. */
final class BridgeFrames {
    private BridgeFrames() {}

    // Made once for each listener, and nothing in an address of ours needs to be escaped.
    static String of(LiveMessage message) {
        return "{\"type\":\"rec\",\"address\":\"" + message.address() + "\",\"body\":" + message.body() + '}';
    }

    static String rec(String address, String body) {
        return "{\"type\":\"rec\",\"address\":" + Json.encode(address) + ",\"body\":" + body + '}';
    }

    /** @param address whose handler gets it; null for the client's error handler */
    static String err(@Nullable String address, BridgeError error) {
        JsonObject frame = new JsonObject().put("type", "err").put("body", error.code());
        if (address != null) {
            frame.put("address", address);
        }
        return frame.put("failureCode", error.status())
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", error.sentence())
                .encode();
    }
}
