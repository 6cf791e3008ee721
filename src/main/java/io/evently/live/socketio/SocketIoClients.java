package io.evently.live.socketio;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Socket.IO clients of a node by their session: the requests of one come on any event loop. Safe for all threads. */
public final class SocketIoClients {
    private static final int ID_BYTES = 18;

    private final Map<String, SocketIoClient> bySession = new ConcurrentHashMap<>();
    // Whoever knows a session's id speaks for it.
    private final SecureRandom random = new SecureRandom();

    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    void add(String session, SocketIoClient client) {
        bySession.put(session, client);
    }

    void remove(String session) {
        bySession.remove(session);
    }

    Optional<SocketIoClient> find(String session) {
        return Optional.ofNullable(bySession.get(session));
    }
}
