package io.evently.live.socketio;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Socket.IO clients of a node by their session: the requests of one come on any event loop. Safe for all threads. */
final class SocketIoClients {
    private final Map<String, SocketIoClient> bySession = new ConcurrentHashMap<>();

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
