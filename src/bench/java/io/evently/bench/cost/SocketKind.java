package io.evently.bench.cost;

import io.evently.bench.socket.Handshake;
import java.util.List;

/** The two kinds of sockets that a node serves to browsers, as far as a listener of alerts speaks them. */
enum SocketKind {
    BRIDGE {
        @Override
        Handshake handshake() {
            return Handshake.ofAlerts();
        }
    },
    SOCKET_IO {
        @Override
        Handshake handshake() {
            return new Handshake(
                    "/socket.io/?EIO=4&transport=websocket", "0{", List.of("40/notifications,"), "40/notifications,");
        }
    };

    abstract Handshake handshake();
}
