package io.evently.live.bridge;

import java.util.Locale;

/** What the bridge says to a client that it refuses something. Statuses mean what they mean in HTTP. */
public enum BridgeError {
    INVALID_MESSAGE(400, "A message is a JSON object with a type and an address"),
    NOT_LOGGED_IN(401, "This address needs its user's token"),
    INVALID_TOKEN(401, "The token is malformed, expired or revoked"),
    ACCESS_DENIED(403, "This address is not for you"),
    TOO_MANY_SUBSCRIPTIONS(409, "This socket listens to as many addresses as it may"),
    MESSAGE_TOO_LARGE(413, "The message is too long"),
    RATE_LIMITED(429, "Too many messages"),
    TOO_MANY_SOCKETS(429, "Too many sockets");

    private final int status;
    private final String sentence;

    BridgeError(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }
}
