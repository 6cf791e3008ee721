package io.evently.live.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Caller;
import io.evently.live.ApiPort;
import io.evently.live.Bearer;
import io.evently.live.Live;
import io.evently.live.LiveAddress;
import io.evently.live.LiveMessage;
import io.evently.live.LiveMetrics.Refusal;
import io.evently.live.SignedIn;
import io.evently.live.SocketSession;
import io.evently.live.Wire;
import io.evently.time.Rfc3339;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client of the bridge. Its addresses are looked up here and never on the event bus, so nothing that a client sends
 * reaches an address of ours. Belongs to an event loop, but for {@link #send}.
 */
public final class BridgeSocket implements Wire {
    /** Asked with a token; signs the socket in. */
    public static final String AUTH = "auth";

    /** What clients may ask for, and the operation of the REST API that does it. */
    public static final Map<String, String> OPERATIONS = Map.of(
            "bookings.create", "createBooking",
            "bookings.confirm", "confirmBooking",
            "bookings.extend", "extendHold",
            "bookings.cancel", "cancelBooking",
            "bookings.get", "getBooking",
            "waitlist.join", "joinWaitlist",
            "waitlist.leave", "leaveWaitlist",
            "waitlist.position", "getWaitlistEntry",
            "waitlist.accept", "acceptOffer");

    private static final int LONGEST_REPLY_ADDRESS = 100;

    private final Live live;
    private final SockJSSocket socket;
    private final ApiPort api;
    private final String clientAddress;
    private final AtomicInteger waitingChars = new AtomicInteger();
    private @Nullable SocketSession session;
    private Instant heardAt;
    private volatile boolean closed;

    BridgeSocket(Live live, SockJSSocket socket, ApiPort api, String clientAddress) {
        this.live = live;
        this.socket = socket;
        this.api = api;
        this.clientAddress = clientAddress;
        this.heardAt = live.clock().instant();
    }

    /** Begins to listen to the client. */
    void begin(SocketSession own, Runnable ended) {
        session = own;
        socket.closeHandler(gone -> {
            closed = true;
            own.close();
            ended.run();
        });
        socket.exceptionHandler(e -> {
            own.refused(Refusal.MALFORMED);
            close();
        });
        socket.handler(buffer -> {
            if (!closed) {
                take(own, buffer);
            }
        });
    }

    /** Tells the client why, and lets it go. */
    void refuse(BridgeError error) {
        write(BridgeFrames.err(null, error));
        close();
    }

    void closeIfSilentSince(Instant limit) {
        if (heardAt.isBefore(limit)) {
            refused(Refusal.SILENT);
            close();
        }
    }

    void close() {
        closed = true;
        socket.close();
    }

    @Override
    public boolean send(LiveMessage message) {
        return write(BridgeFrames.of(message));
    }

    @Override
    public void lost(LiveAddress address) {
        write(BridgeFrames.err(address.name(), BridgeError.INVALID_TOKEN));
    }

    private void take(SocketSession own, Buffer buffer) {
        heardAt = live.clock().instant();
        if (!own.mayAsk()) {
            refuse(BridgeError.RATE_LIMITED);
            return;
        }
        if (buffer.length() > live.config().maxMessageBytes()) {
            own.refused(Refusal.MALFORMED);
            refuse(BridgeError.MESSAGE_TOO_LARGE);
            return;
        }
        Optional<JsonNode> message = api.read(buffer.toString()).filter(JsonNode::isObject);
        if (message.isEmpty() || !understood(own, message.get())) {
            own.refused(Refusal.MALFORMED);
            refuse(BridgeError.INVALID_MESSAGE);
        }
    }

    private boolean understood(SocketSession own, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("ping")) {
            return true;
        }
        JsonNode address = message.path("address");
        if (!address.isTextual()) {
            return false;
        }
        String name = address.textValue();
        switch (type) {
            case "register" -> register(own, name, header(message, "Authorization"));
            case "unregister" -> own.leave(name);
            case "send" -> ask(own, name, message);
            case "publish" -> denied(own, null);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void register(SocketSession own, String address, Optional<String> authorization) {
        if (authorization.isPresent()) {
            SignedIn signedIn = signIn(own, authorization.get());
            if (signedIn != SignedIn.DONE) {
                write(BridgeFrames.err(shortened(address), error(signedIn)));
                return;
            }
        }
        switch (own.join(address)) {
            case JOINED -> own.tellNewest(address);
            case UNKNOWN, FORBIDDEN -> write(BridgeFrames.err(shortened(address), BridgeError.ACCESS_DENIED));
            case NOT_SIGNED_IN -> write(BridgeFrames.err(address, BridgeError.NOT_LOGGED_IN));
            case TOO_MANY -> write(BridgeFrames.err(address, BridgeError.TOO_MANY_SUBSCRIPTIONS));
        }
    }

    private void ask(SocketSession own, String address, JsonNode message) {
        String replyAddress = replyAddress(message);
        String operation = OPERATIONS.get(address);
        if (operation == null && !address.equals(AUTH)) {
            denied(own, replyAddress);
            return;
        }
        Optional<String> authorization = header(message, "Authorization");
        JsonNode body = message.path("body");
        if (operation == null) {
            String presented = authorization.orElse(body.path("token").asText());
            reply(replyAddress, signedIn(own, signIn(own, presented)));
            return;
        }
        ObjectNode members = body instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        Future<Buffer> answer = api.ask(
                operation,
                members,
                authorization.map(Bearer::strip).or(own::token),
                header(message, "Idempotency-Key"),
                clientAddress);
        answer.onSuccess(done -> reply(replyAddress, done.toString()))
                .onFailure(e -> write(BridgeFrames.err(replyAddress, BridgeError.INVALID_MESSAGE)));
    }

    private static SignedIn signIn(SocketSession own, String presented) {
        return own.token().filter(Bearer.strip(presented)::equals).isPresent()
                        && own.caller().isPresent()
                ? SignedIn.DONE
                : own.signIn(presented);
    }

    private static String signedIn(SocketSession own, SignedIn outcome) {
        Optional<Caller> caller = own.caller();
        if (outcome == SignedIn.DONE && caller.isPresent()) {
            return new JsonObject()
                    .put("status", 200)
                    .put("success", true)
                    .put("user_id", caller.get().userId().toString())
                    .put("expires_at", Rfc3339.text(caller.get().expiresAt()))
                    .encode();
        }
        BridgeError error = error(outcome);
        return new JsonObject()
                .put("status", error.status())
                .put("success", false)
                .put("error", error.sentence())
                .put("code", error.name())
                .encode();
    }

    private static BridgeError error(SignedIn outcome) {
        return outcome == SignedIn.TOO_MANY_SOCKETS ? BridgeError.TOO_MANY_SOCKETS : BridgeError.INVALID_TOKEN;
    }

    private void denied(SocketSession own, @Nullable String replyAddress) {
        own.refused(Refusal.ADDRESS);
        write(BridgeFrames.err(replyAddress, BridgeError.ACCESS_DENIED));
    }

    private void refused(Refusal why) {
        SocketSession own = session;
        if (own != null) {
            own.refused(why);
        }
    }

    private void reply(@Nullable String replyAddress, String body) {
        if (replyAddress != null) {
            write(BridgeFrames.rec(replyAddress, body));
        }
    }

    // Only ever written back to the same socket.
    private static @Nullable String replyAddress(JsonNode message) {
        JsonNode address = message.path("replyAddress");
        return address.isTextual() && address.textValue().length() <= LONGEST_REPLY_ADDRESS
                ? address.textValue()
                : null;
    }

    private String shortened(String address) {
        int longest = LONGEST_REPLY_ADDRESS;
        return address.length() <= longest ? address : address.substring(0, longest);
    }

    private static Optional<String> header(JsonNode message, String name) {
        return message.path("headers").properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue())
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    // A WebSocket under SockJS never says that its queue is full, so what is not written yet is counted here.
    @CanIgnoreReturnValue
    private boolean write(String frame) {
        if (closed) {
            return false;
        }
        int length = frame.length();
        if (waitingChars.addAndGet(length) > live.config().maxQueueBytes() + length) {
            refused(Refusal.SLOW);
            close();
            return false;
        }
        socket.write(frame).onComplete(written -> waitingChars.addAndGet(-length));
        return true;
    }
}
