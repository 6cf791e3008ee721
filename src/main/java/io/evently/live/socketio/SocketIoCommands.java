package io.evently.live.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Caller;
import io.evently.live.Bearer;
import io.evently.live.LiveAddress;
import io.evently.live.SignedIn;
import io.evently.live.SocketSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the clients of Socket.IO may ask for. Belongs to the event loop of the session. */
final class SocketIoCommands {
    private final SocketSession session;

    SocketIoCommands(SocketSession session) {
        this.session = session;
    }

    /** Does what an event of the client asks for; why not, when it does not. */
    Optional<SocketIoError> grant(String event, JsonNode details) {
        return switch (event) {
            case "authenticate" -> authenticate(details);
            case "subscribe" -> subscribe(details);
            case "unsubscribe" -> unsubscribe(details);
            default -> Optional.of(SocketIoError.INVALID_MESSAGE);
        };
    }

    /** Takes a token, and joins its user's address. */
    Optional<SocketIoError> signIn(String token) {
        boolean known = session.token().filter(Bearer.strip(token)::equals).isPresent()
                && session.caller().isPresent();
        SignedIn outcome = known ? SignedIn.DONE : session.signIn(token);
        return switch (outcome) {
            case DONE -> session.caller().map(Caller::userId).flatMap(this::joinUser);
            case BAD_TOKEN -> Optional.of(SocketIoError.INVALID_TOKEN);
            case TOO_MANY_SOCKETS -> Optional.of(SocketIoError.TOO_MANY_SOCKETS);
        };
    }

    private Optional<SocketIoError> authenticate(JsonNode details) {
        Optional<SocketIoError> refused = takeToken(details);
        if (refused.isPresent()) {
            return refused;
        }
        String user = text(details, "user_id", "userId")
                .or(() -> session.caller().map(caller -> caller.userId().toString()))
                .orElse("");
        return user.isEmpty() ? Optional.of(SocketIoError.NOT_LOGGED_IN) : join(LiveAddress.USERS + user);
    }

    private Optional<SocketIoError> subscribe(JsonNode details) {
        Optional<SocketIoError> refused = takeToken(details);
        List<String> addresses = addresses(details);
        if (refused.isEmpty() && addresses.isEmpty()) {
            return Optional.of(SocketIoError.INVALID_ID);
        }
        for (String address : addresses) {
            refused = refused.or(() -> join(address));
        }
        return refused;
    }

    private Optional<SocketIoError> unsubscribe(JsonNode details) {
        List<String> addresses = addresses(details);
        addresses.forEach(session::leave);
        return addresses.isEmpty() ? Optional.of(SocketIoError.INVALID_ID) : Optional.empty();
    }

    private Optional<SocketIoError> takeToken(JsonNode details) {
        return text(details, "token", "token").flatMap(this::signIn);
    }

    private Optional<SocketIoError> joinUser(UUID user) {
        return join(LiveAddress.ofUser(user));
    }

    private Optional<SocketIoError> join(String address) {
        return switch (session.join(address)) {
            case JOINED -> {
                session.tellNewest(address);
                yield Optional.empty();
            }
            case UNKNOWN -> Optional.of(SocketIoError.INVALID_ID);
            case NOT_SIGNED_IN -> Optional.of(SocketIoError.NOT_LOGGED_IN);
            case FORBIDDEN -> Optional.of(SocketIoError.ACCESS_DENIED);
            case TOO_MANY -> Optional.of(SocketIoError.TOO_MANY_SUBSCRIPTIONS);
        };
    }

    private static List<String> addresses(JsonNode details) {
        List<String> addresses = new ArrayList<>();
        text(details, "user_id", "userId").ifPresent(id -> addresses.add(LiveAddress.USERS + id));
        text(details, "event_id", "eventId").ifPresent(id -> addresses.add(LiveAddress.EVENTS + id));
        return addresses;
    }

    // Ids in the case of the API; a token keeps its own.
    private static Optional<String> text(JsonNode details, String name, String otherName) {
        JsonNode value = details.has(name) ? details.path(name) : details.path(otherName);
        if (!value.isTextual()) {
            return Optional.empty();
        }
        String text = value.textValue();
        return Optional.of(name.equals(otherName) ? text : text.toLowerCase(Locale.ROOT));
    }
}
