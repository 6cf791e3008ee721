package io.evently.live;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plays pages that use {@code socket.io-client}; each socket has a name of the test's choice. */
public final class SocketIoScript implements AutoCloseable {
    private final NodeJs node = NodeJs.run("socketio.js");

    /** What a transport may be, as the client's option of that name says it. */
    public static JsonObject over(String... transports) {
        return new JsonObject().put("transports", new JsonArray(List.of(transports)));
    }

    /** Begins to connect to the namespace of a node. */
    public void open(String socket, int port, JsonObject options, @Nullable String token) {
        JsonObject all = options.copy();
        if (token != null) {
            all.put("auth", new JsonObject().put("token", token));
        }
        node.tell(new JsonObject()
                .put("do", "connect")
                .put("socket", socket)
                .put("url", "http://127.0.0.1:" + port + "/notifications")
                .put("options", all));
    }

    /** Connects; the transport at that moment. */
    @CanIgnoreReturnValue
    public String connect(String socket, int port, JsonObject options, @Nullable String token) {
        open(socket, port, options, token);
        return await("connected", socket).getString("transport");
    }

    /** Emits an event, and waits for the acknowledgement. */
    public JsonObject ask(String socket, String event, JsonObject body) {
        node.tell(new JsonObject()
                .put("do", "ask")
                .put("socket", socket)
                .put("event", event)
                .put("body", body));
        return node.await("answered", line -> socket.equals(line.getString("socket")))
                .getJsonObject("answer");
    }

    public JsonObject subscribe(String socket, String member, UUID id) {
        return ask(socket, "subscribe", new JsonObject().put(member, id.toString()));
    }

    /** Tells the script something else. */
    public void tell(String what, String socket, JsonObject more) {
        node.tell(new JsonObject().put("do", what).put("socket", socket).mergeIn(more));
    }

    /** Waits for what happens to a socket. */
    public JsonObject await(String said, String socket) {
        return node.await(said, line -> socket.equals(line.getString("socket")));
    }

    /** Waits for an event; its body. */
    public JsonObject awaitEvent(String socket, String event) {
        return node.await(
                        "event",
                        line -> socket.equals(line.getString("socket")) && event.equals(line.getString("event")))
                .getJsonObject("body");
    }

    /** The events that a socket heard and nobody awaited. */
    public List<String> unheard(String socket) {
        return node.unread().stream()
                .filter(line -> socket.equals(line.getString("socket")) && "event".equals(line.getString("said")))
                .map(line -> line.getString("event"))
                .toList();
    }

    @Override
    public void close() {
        node.close();
    }
}
