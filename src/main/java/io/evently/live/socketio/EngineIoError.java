package io.evently.live.socketio;

import io.vertx.core.json.JsonObject;

/** How a request is refused that Engine.IO, the transport below Socket.IO, does not understand. Numbers are the protocol's. */
enum EngineIoError {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    // A client that gets this begins a new session; it happens when its node died and another one answers.
    UNKNOWN_SESSION(400, 1, "Session ID unknown"),
    BAD_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    FORBIDDEN(403, 4, "Forbidden"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
    TOO_LARGE(413, 3, "Bad request"),
    TOO_MANY_SOCKETS(429, 4, "Too many sockets"),
    GOING_AWAY(503, 3, "Going away");

    private final int status;
    private final int code;
    private final String message;

    EngineIoError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    String body() {
        return new JsonObject().put("code", code).put("message", message).encode();
    }
}
