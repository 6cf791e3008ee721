package io.evently.live.socketio;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one client: a WebSocket, or the requests of a client that polls, between which packets wait. Keeps their
 * order also when the one takes the place of the other. Safe for all threads; waits for nothing.
 */
final class SocketIoPipe {
    static final String SEPARATOR = "\u001e";

    private final int maxWaiting;
    private final List<String> queue = new ArrayList<>(2);
    private int waiting;
    private @Nullable SocketIoPoll poll;
    private @Nullable ServerWebSocket socket;
    private boolean upgrading;
    private boolean closed;

    /** @param maxWaiting characters that may wait for the client */
    SocketIoPipe(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** Sends a packet of Engine.IO; false when the pipe is closed or too much waits already. */
    synchronized boolean write(String packet) {
        int length = packet.length();
        if (closed || waiting + length > maxWaiting) {
            return false;
        }
        waiting += length;
        ServerWebSocket open = socket;
        if (open == null) {
            queue.add(packet);
            flush();
        } else {
            open.writeTextMessage(packet).onComplete(done -> written(length));
        }
        return true;
    }

    /** Whether the client polls. */
    synchronized boolean polls() {
        return socket == null && !closed;
    }

    /** Takes a request that is answered when there is something to say; false when another one waits already. */
    synchronized boolean take(SocketIoPoll next) {
        if (poll != null || socket != null || closed) {
            return false;
        }
        poll = next;
        flush();
        if (upgrading) {
            release();
        }
        return true;
    }

    /** Whether this very request still waits for its answer. */
    synchronized boolean holds(SocketIoPoll asked) {
        return poll == asked;
    }

    /** The client is trying a WebSocket: its polls are answered at once, so that it can stop. */
    synchronized void upgrading(boolean now) {
        upgrading = now;
        if (now) {
            release();
        }
    }

    /** Everything goes over the WebSocket from now on. */
    synchronized void use(ServerWebSocket upgraded) {
        release();
        socket = upgraded;
        upgrading = false;
        for (String packet : queue) {
            upgraded.writeTextMessage(packet).onComplete(done -> written(packet.length()));
        }
        queue.clear();
    }

    /** Closes the transport, after a few last packets. */
    synchronized void close(List<String> last) {
        if (closed) {
            return;
        }
        closed = true;
        ServerWebSocket open = socket;
        if (open != null) {
            last.forEach(packet -> open.writeTextMessage(packet).onFailure(gone -> {}));
            open.close().onFailure(gone -> {});
            return;
        }
        // A client that finds a close packet in the same answer looks at nothing else.
        queue.addAll(last.isEmpty() ? List.of(EngineIoType.CLOSE.packet()) : last);
        flush();
        queue.clear();
    }

    private synchronized void written(int length) {
        waiting -= length;
    }

    private void release() {
        flush();
        SocketIoPoll held = poll;
        if (held != null) {
            poll = null;
            held.answer(EngineIoType.NOOP.packet());
        }
    }

    private void flush() {
        SocketIoPoll held = poll;
        if (held != null && !queue.isEmpty()) {
            poll = null;
            held.answer(String.join(SEPARATOR, queue));
            queue.clear();
            waiting = 0;
        }
    }
}
