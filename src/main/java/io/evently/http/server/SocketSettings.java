package io.evently.http.server;

import io.evently.live.LiveEdge;
import java.util.List;

/**
 * The sockets on the HTTP port.
 *
 * @param edges make the edge of each kind, once per instance
 * @param longestFrame of a WebSocket, in bytes; a client that sends a longer one is cut off
 */
public record SocketSettings(List<LiveEdge.Factory> edges, int longestFrame) {
    public SocketSettings {
        edges = List.copyOf(edges);
    }
}
