package io.evently.live.socketio;

import io.vertx.core.json.JsonObject;

/** What a Socket.IO client is refused, in its acknowledgement and in the event {@code error}. */
public enum SocketIoError {
    INVALID_MESSAGE("The message is not one of those that are understood here"),
    INVALID_ID("user_id and event_id are ids; one of them is needed"),
    NOT_LOGGED_IN("What a user is told needs that user's token"),
    INVALID_TOKEN("The token is malformed, expired or revoked"),
    ACCESS_DENIED("The token is another user's"),
    TOO_MANY_SUBSCRIPTIONS("This socket listens to as much as it may"),
    TOO_MANY_SOCKETS("Too many sockets"),
    RATE_LIMITED("Too many messages");

    private final String sentence;

    SocketIoError(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    JsonObject body() {
        return new JsonObject().put("error", sentence).put("code", name());
    }
}
