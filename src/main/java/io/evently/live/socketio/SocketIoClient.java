package io.evently.live.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.live.ApiPort;
import io.evently.live.Joined;
import io.evently.live.Live;
import io.evently.live.LiveAddress;
import io.evently.live.LiveMessage;
import io.evently.live.LiveMetrics.Refusal;
import io.evently.live.SocketSession;
import io.evently.live.Wire;
import io.evently.live.socketio.SocketIoPacket.Kind;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client of Socket.IO: a session of Engine.IO, which may change from polling to a WebSocket, and in it the one
 * namespace that there is. Belongs to the event loop that opened it, but for {@link #send} and {@link #run}.
 */
final class SocketIoClient implements Wire {
    static final String NAMESPACE = "/notifications";

    private static final String PING = "2";
    private static final char PONG = '3';
    private static final char MESSAGE = '4';
    private static final char CLOSE = '1';
    private static final String PROBE = "2probe";
    private static final String PROBED = "3probe";
    private static final String UPGRADE = "5";
    // The token and the event that a client names are echoed nowhere; only its acknowledgement number is.
    private static final String ERROR_EVENT = "error";

    private final Live live;
    private final ApiPort door;
    private final SocketIoClients clients;
    private final Context context;
    private final SocketIoPipe pipe;
    private final Runnable ended;
    private @Nullable SocketSession session;
    private @Nullable SocketIoCommands wishes;
    private @Nullable ServerWebSocket probe;
    private @Nullable ServerWebSocket used;
    private boolean connected;
    private boolean closed;
    private boolean pongDue;
    private long heardAt;
    private long pingedAt;
    private long openedAt;

    /** @param ended called once, when the client is gone */
    SocketIoClient(Live live, ApiPort door, SocketIoClients clients, Context context, Runnable ended) {
        this.live = live;
        this.door = door;
        this.clients = clients;
        this.context = context;
        this.pipe = new SocketIoPipe(live.config().maxQueueBytes());
        this.ended = ended;
    }

    /** Begins with the first packet of the server, which names the session. */
    void begin(SocketSession own, String opening) {
        session = own;
        wishes = new SocketIoCommands(own);
        openedAt = now();
        heardAt = openedAt;
        pingedAt = openedAt;
        write(opening);
    }

    /** Calls something where the client belongs. Any thread. */
    void run(Runnable step) {
        context.runOnContext(on -> step.run());
    }

    boolean belongsTo(Context other) {
        return context == other;
    }

    /** A request that waits for packets. */
    void poll(SocketIoPoll request) {
        if (closed) {
            request.refuse(EngineIoError.UNKNOWN_SESSION);
        } else if (pipe.take(request)) {
            request.onGone(() -> run(() -> {
                if (pipe.holds(request)) {
                    close(List.of());
                }
            }));
        } else {
            request.refuse(EngineIoError.BAD_REQUEST);
            close(List.of());
        }
    }

    /** Packets of a client that polls. */
    void posted(String payload, SocketIoPoll request) {
        if (closed || !pipe.polls()) {
            request.refuse(closed ? EngineIoError.UNKNOWN_SESSION : EngineIoError.BAD_REQUEST);
            return;
        }
        for (String packet : payload.split(SocketIoPipe.SEPARATOR, -1)) {
            receive(packet);
        }
        request.answer("ok");
    }

    /** A WebSocket from the beginning. */
    void attach(ServerWebSocket socket) {
        used = socket;
        pipe.use(socket);
    }

    /** A WebSocket on trial, while the client still polls. */
    void tryOut(ServerWebSocket socket) {
        if (closed || probe != null || !pipe.polls()) {
            end(socket);
        } else {
            probe = socket;
        }
    }

    /** Text from a WebSocket of this client. */
    void receive(ServerWebSocket socket, String text) {
        if (socket == used) {
            receive(text);
        } else if (socket != probe) {
            end(socket);
        } else if (text.equals(PROBE)) {
            socket.writeTextMessage(PROBED).onFailure(gone -> {});
            pipe.upgrading(true);
        } else if (text.equals(UPGRADE)) {
            probe = null;
            attach(socket);
        } else {
            abandon(socket);
        }
    }

    /** A WebSocket of this client is closed. */
    void gone(ServerWebSocket socket) {
        if (socket == probe) {
            probe = null;
            pipe.upgrading(false);
        } else if (socket == used) {
            close(List.of());
        }
    }

    /** Lets a client go that says nothing; asks the others for a sign of life. */
    void tick() {
        long now = now();
        long silenceMs = live.config().silence().toMillis();
        boolean idle = !connected && now - openedAt > silenceMs;
        if (idle || now - heardAt > silenceMs) {
            refused(Refusal.SILENT);
            close(List.of());
        } else if (now - pingedAt >= SocketIoEdge.pingMs(live)) {
            pingedAt = now;
            pongDue = true;
            write(PING);
        }
    }

    /** Closes the transport without a word, so that the client connects again. */
    void leave() {
        close(List.of());
    }

    /** Nothing that a client of this protocol sends. */
    void malformed() {
        refused(Refusal.MALFORMED);
        refuse(SocketIoError.INVALID_MESSAGE);
    }

    @Override
    public boolean send(LiveMessage message) {
        return write(event(message.event(), message.body()));
    }

    @Override
    public void lost(LiveAddress address) {
        JsonObject body = SocketIoError.INVALID_TOKEN.body();
        if (address.owner() != null) {
            body.put("user_id", address.owner().toString());
        }
        write(event(ERROR_EVENT, body.encode()));
    }

    private void receive(String packet) {
        SocketSession own = session;
        if (closed || own == null) {
            return;
        }
        heardAt = now();
        char type = packet.isEmpty() ? MESSAGE : packet.charAt(0);
        if (type == PONG && pongDue) {
            pongDue = false;
        } else if (!own.mayAsk()) {
            refuse(SocketIoError.RATE_LIMITED);
        } else if (type == CLOSE) {
            close(List.of());
        } else if (type == MESSAGE && packet.length() <= live.config().maxMessageBytes()) {
            SocketIoPacket.parse(packet.isEmpty() ? packet : packet.substring(1))
                    .ifPresentOrElse(this::take, this::malformed);
        } else if (type != PONG) {
            malformed();
        }
    }

    private void take(SocketIoPacket packet) {
        if (packet.kind() == Kind.CONNECT) {
            connect(packet);
        } else if (!connected || !packet.namespace().equals(NAMESPACE)) {
            malformed();
        } else if (packet.kind() == Kind.DISCONNECT) {
            close(List.of());
        } else if (packet.kind() == Kind.EVENT) {
            event(packet);
        } else if (packet.kind() != Kind.ACK) {
            malformed();
        }
    }

    private void connect(SocketIoPacket packet) {
        if (!packet.namespace().equals(NAMESPACE)) {
            write(SocketIoPacket.text(
                    Kind.CONNECT_ERROR, packet.namespace(), null, "{\"message\":\"Invalid namespace\"}"));
            return;
        }
        SocketSession own = session;
        SocketIoCommands asked = wishes;
        if (connected || own == null || asked == null) {
            return;
        }
        JsonNode token = read(packet.data()).map(auth -> auth.path("token")).orElse(null);
        Optional<SocketIoError> refused =
                token == null || !token.isTextual() || token.textValue().isEmpty()
                        ? Optional.empty()
                        : asked.signIn(token.textValue());
        if (refused.isPresent()) {
            JsonObject why = new JsonObject()
                    .put("message", refused.get().sentence())
                    .put("data", new JsonObject().put("code", refused.get().name()));
            write(SocketIoPacket.text(Kind.CONNECT_ERROR, NAMESPACE, null, why.encode()));
            return;
        }
        connected = true;
        write(SocketIoPacket.text(
                Kind.CONNECT,
                NAMESPACE,
                null,
                new JsonObject().put("sid", clients.newId()).encode()));
        if (own.join(LiveAddress.ALERTS) != Joined.JOINED) {
            malformed();
        }
    }

    private void event(SocketIoPacket packet) {
        JsonNode arguments = read(packet.data()).filter(JsonNode::isArray).orElse(null);
        SocketIoCommands asked = wishes;
        if (arguments == null || !arguments.path(0).isTextual() || asked == null) {
            malformed();
            return;
        }
        Optional<SocketIoError> refused = asked.grant(arguments.get(0).textValue(), arguments.path(1));
        if (packet.ack() != null) {
            JsonObject answer = refused.map(SocketIoError::body).orElseGet(JsonObject::new);
            answer.put("ok", refused.isEmpty());
            write(SocketIoPacket.text(Kind.ACK, NAMESPACE, packet.ack(), '[' + answer.encode() + ']'));
        }
        refused.ifPresent(error -> write(event(ERROR_EVENT, error.body().encode())));
    }

    private Optional<JsonNode> read(String data) {
        return data.isEmpty() ? Optional.empty() : door.read(data);
    }

    /** Tells the client why, and that it need not come back. */
    private void refuse(SocketIoError error) {
        close(List.of(
                event(ERROR_EVENT, error.body().encode()), SocketIoPacket.text(Kind.DISCONNECT, NAMESPACE, null, "")));
    }

    @CanIgnoreReturnValue
    private boolean write(String packet) {
        boolean written = pipe.write(packet);
        if (!written) {
            run(() -> {
                if (!closed) {
                    refused(Refusal.SLOW);
                    close(List.of());
                }
            });
        }
        return written;
    }

    private void abandon(ServerWebSocket socket) {
        probe = null;
        pipe.upgrading(false);
        end(socket);
    }

    private void close(List<String> last) {
        if (closed) {
            return;
        }
        closed = true;
        SocketSession own = session;
        if (own != null) {
            own.close();
        }
        pipe.close(last);
        ServerWebSocket tried = probe;
        if (tried != null) {
            end(tried);
        }
        ended.run();
    }

    private void refused(Refusal why) {
        SocketSession own = session;
        if (own != null) {
            own.refused(why);
        }
    }

    private long now() {
        return live.clock().millis();
    }

    private static void end(ServerWebSocket socket) {
        socket.close().onFailure(gone -> {});
    }

    private static String event(String name, String body) {
        return SocketIoPacket.text(Kind.EVENT, NAMESPACE, null, '[' + Json.encode(name) + ',' + body + ']');
    }
}
