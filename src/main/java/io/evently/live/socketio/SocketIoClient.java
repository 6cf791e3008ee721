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

    // The token and the event that a client names are echoed nowhere; only its acknowledgement number is.
    private static final String ERROR_EVENT = "error";

    private final Live live;
    private final ApiPort api;
    private final SocketIoIds ids;
    private final Context context;
    private final EngineIoTransport transport;
    private final Heartbeat heartbeat;
    private final Runnable ended;
    private @Nullable SocketSession session;
    private @Nullable SocketIoCommands commands;
    private boolean connected;
    private boolean closed;

    /** @param ended called once, when the client is gone */
    SocketIoClient(Live live, ApiPort api, SocketIoIds ids, Context context, Runnable ended) {
        this.live = live;
        this.api = api;
        this.ids = ids;
        this.context = context;
        this.transport = new EngineIoTransport(live.config().maxQueueBytes(), this::receive, () -> close(List.of()));
        this.heartbeat = new Heartbeat(live.config(), live.clock());
        this.ended = ended;
    }

    /** Begins with the first packet of the server, which names the session. */
    void begin(SocketSession own, String opening) {
        session = own;
        commands = new SocketIoCommands(own);
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
        } else if (transport.take(request)) {
            request.onGone(() -> run(() -> {
                if (transport.holds(request)) {
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
        if (closed || !transport.polls()) {
            request.refuse(closed ? EngineIoError.UNKNOWN_SESSION : EngineIoError.BAD_REQUEST);
            return;
        }
        for (String packet : payload.split(SocketIoPipe.SEPARATOR, -1)) {
            receive(packet);
        }
        request.answer("ok");
    }

    /** Its transport, for the WebSockets of this client. */
    EngineIoTransport transport() {
        return transport;
    }

    /** Lets a client go that says nothing; asks the others for a sign of life. */
    void tick() {
        switch (heartbeat.due(connected)) {
            case CLOSE -> {
                refused(Refusal.SILENT);
                close(List.of());
            }
            case PING -> write(EngineIoType.PING.packet());
            case NOTHING -> {}
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
        heartbeat.heard();
        EngineIoType type = EngineIoType.of(packet).orElse(null);
        if (type == EngineIoType.PONG && heartbeat.answered()) {
            return;
        }
        if (!own.mayAsk()) {
            refuse(SocketIoError.RATE_LIMITED);
        } else if (type == EngineIoType.CLOSE) {
            close(List.of());
        } else if (type == EngineIoType.MESSAGE
                && packet.length() <= live.config().maxMessageBytes()) {
            SocketIoPacket.parse(packet.substring(1)).ifPresentOrElse(this::take, this::malformed);
        } else if (type != EngineIoType.PONG) {
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
        SocketIoCommands known = commands;
        if (connected || own == null || known == null) {
            return;
        }
        JsonNode token = read(packet.data()).map(auth -> auth.path("token")).orElse(null);
        Optional<SocketIoError> refused =
                token == null || !token.isTextual() || token.textValue().isEmpty()
                        ? Optional.empty()
                        : known.signIn(token.textValue());
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
                new JsonObject().put("sid", ids.next()).encode()));
        if (own.join(LiveAddress.ALERTS) != Joined.JOINED) {
            malformed();
        }
    }

    private void event(SocketIoPacket packet) {
        JsonNode arguments = read(packet.data()).filter(JsonNode::isArray).orElse(null);
        SocketIoCommands known = commands;
        if (arguments == null || !arguments.path(0).isTextual() || known == null) {
            malformed();
            return;
        }
        Optional<SocketIoError> refused = known.grant(arguments.get(0).textValue(), arguments.path(1));
        if (packet.ack() != null) {
            JsonObject answer = refused.map(SocketIoError::body).orElseGet(JsonObject::new);
            answer.put("ok", refused.isEmpty());
            write(SocketIoPacket.text(Kind.ACK, NAMESPACE, packet.ack(), '[' + answer.encode() + ']'));
        }
        refused.ifPresent(error -> write(event(ERROR_EVENT, error.body().encode())));
    }

    private Optional<JsonNode> read(String data) {
        return data.isEmpty() ? Optional.empty() : api.read(data);
    }

    /** Tells the client why, and that it need not come back. */
    private void refuse(SocketIoError error) {
        close(List.of(
                event(ERROR_EVENT, error.body().encode()), SocketIoPacket.text(Kind.DISCONNECT, NAMESPACE, null, "")));
    }

    @CanIgnoreReturnValue
    private boolean write(String packet) {
        boolean written = transport.write(packet);
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

    private void close(List<String> last) {
        if (closed) {
            return;
        }
        closed = true;
        SocketSession own = session;
        if (own != null) {
            own.close();
        }
        transport.close(last);
        ended.run();
    }

    private void refused(Refusal why) {
        SocketSession own = session;
        if (own != null) {
            own.refused(why);
        }
    }

    private static String event(String name, String body) {
        return SocketIoPacket.text(Kind.EVENT, NAMESPACE, null, '[' + Json.encode(name) + ',' + body + ']');
    }
}
