package io.evently.live.socketio;

import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of one client travel: over requests that poll, or over a WebSocket, for which a client that polls may
 * change. Belongs to the client's event loop, but for {@link #write}.
 */
final class EngineIoTransport {
    private static final String PROBE = EngineIoType.PING.packet("probe");
    private static final String PROBED = EngineIoType.PONG.packet("probe");
    private static final String UPGRADE = EngineIoType.UPGRADE.packet();

    private final SocketIoPipe pipe;
    private final Consumer<String> packets;
    private final Runnable gone;
    private @Nullable ServerWebSocket probe;
    private @Nullable ServerWebSocket used;

    /**
     * @param maxWaiting characters that may wait for the client
     * @param packets takes each packet that comes over the WebSocket in use
     * @param gone called when the WebSocket in use closes
     */
    EngineIoTransport(int maxWaiting, Consumer<String> packets, Runnable gone) {
        this.pipe = new SocketIoPipe(maxWaiting);
        this.packets = packets;
        this.gone = gone;
    }

    /** Sends a packet; false when the transport is closed or too much waits already. Any thread. */
    boolean write(String packet) {
        return pipe.write(packet);
    }

    /** Whether the client polls. */
    boolean polls() {
        return pipe.polls();
    }

    /** Takes a request that waits for packets; false when another one waits already or the client has a WebSocket. */
    boolean take(SocketIoPoll request) {
        return pipe.take(request);
    }

    /** Whether this very request still waits for its answer. */
    boolean holds(SocketIoPoll request) {
        return pipe.holds(request);
    }

    /** Sends everything over the WebSocket from now on. */
    void use(ServerWebSocket socket) {
        used = socket;
        pipe.use(socket);
    }

    /** Takes a WebSocket on trial, while the client still polls. */
    void tryOut(ServerWebSocket socket) {
        if (probe != null || !pipe.polls()) {
            end(socket);
        } else {
            probe = socket;
        }
    }

    /** Text came from a WebSocket of this client. */
    void receive(ServerWebSocket socket, String text) {
        if (socket == used) {
            packets.accept(text);
        } else if (socket != probe) {
            end(socket);
        } else if (text.equals(PROBE)) {
            socket.writeTextMessage(PROBED).onFailure(lost -> {});
            pipe.upgrading(true);
        } else if (text.equals(UPGRADE)) {
            probe = null;
            use(socket);
        } else {
            probe = null;
            pipe.upgrading(false);
            end(socket);
        }
    }

    /** A WebSocket of this client closed. */
    void closed(ServerWebSocket socket) {
        if (socket == probe) {
            probe = null;
            pipe.upgrading(false);
        } else if (socket == used) {
            gone.run();
        }
    }

    /** Closes, after a few last packets. */
    void close(List<String> last) {
        pipe.close(last);
        ServerWebSocket tried = probe;
        if (tried != null) {
            end(tried);
        }
    }

    private static void end(ServerWebSocket socket) {
        socket.close().onFailure(lost -> {});
    }
}
