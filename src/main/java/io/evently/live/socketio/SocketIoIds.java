package io.evently.live.socketio;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids of sessions. Whoever knows one speaks for the session, so they cannot be guessed. Safe for all threads. */
final class SocketIoIds {
    private static final int BYTES = 18;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
