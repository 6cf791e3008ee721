package io.evently.live;

import io.evently.testing.Timestamps;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/** Speaks the bridge's protocol on a bare WebSocket, and can speak it wrong. For one test thread. */
final class BridgeClient {
    private static final long PATIENCE_S = 60;
    private static final int LONGEST_FRAME = 10_000_000;

    // Kept, because it takes its sockets with it when it is collected.
    private final WebSocketClient client;
    private final WebSocket socket;
    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final List<JsonObject> passedOver = new ArrayList<>();
    private final Timestamps timestamps = new Timestamps();
    private final CountDownLatch closed = new CountDownLatch(1);

    private BridgeClient(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> {
            timestamps.scan(text);
            received.add(new JsonObject(text));
        });
        socket.closeHandler(gone -> closed.countDown());
        socket.exceptionHandler(e -> closed.countDown());
        socket.resume();
    }

    static BridgeClient connect(Vertx vertx, int port) throws TimeoutException {
        return connect(vertx, port, null);
    }

    /** @param origin as a browser sends it; fails when the handshake is refused */
    static BridgeClient connect(Vertx vertx, int port, @Nullable String origin) throws TimeoutException {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/eventbus/websocket")
                .setAllowOriginHeader(origin != null);
        if (origin != null) {
            options.addHeader("Origin", origin);
        }
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(LONGEST_FRAME).setMaxMessageSize(LONGEST_FRAME));
        return client.connect(options)
                .map(socket -> {
                    socket.pause();
                    return new BridgeClient(client, socket);
                })
                .await(PATIENCE_S, SECONDS);
    }

    void text(String text) {
        socket.writeTextMessage(text).onFailure(gone -> {});
    }

    void send(JsonObject frame) {
        text(frame.encode());
    }

    /** Wants to hear an address; waits until the wish was dealt with. */
    void register(String address, @Nullable String token) {
        send(frame("register", address, token));
        sync();
    }

    void unregister(String address) {
        send(frame("unregister", address, null));
        sync();
    }

    /** Asks and waits for the answer: the body of a {@code rec}, or a whole {@code err}. */
    JsonObject ask(String address, @Nullable JsonObject body, JsonObject headers) {
        String reply = UUID.randomUUID().toString();
        send(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("headers", headers)
                .put("body", body)
                .put("replyAddress", reply));
        JsonObject answer = await(frame -> reply.equals(frame.getString("address")));
        return answer.getString("type").equals("rec") ? answer.getJsonObject("body") : answer;
    }

    JsonObject ask(String address, @Nullable JsonObject body) {
        return ask(address, body, new JsonObject());
    }

    JsonObject signIn(String token) {
        return ask("auth", new JsonObject().put("token", token));
    }

    /** Returns when everything sent before was dealt with. */
    void sync() {
        JsonObject denied = ask("nothing.of.that.name", null);
        assert denied != null;
    }

    /** Waits for a frame that nobody waited for yet. */
    JsonObject await(Predicate<JsonObject> which) {
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_S);
        for (JsonObject frame : passedOver) {
            if (which.test(frame)) {
                passedOver.remove(frame);
                return frame;
            }
        }
        while (true) {
            JsonObject frame = poll(deadline - System.nanoTime());
            if (frame == null) {
                throw new AssertionError("No such frame, but " + passedOver);
            }
            if (which.test(frame)) {
                return frame;
            }
            passedOver.add(frame);
        }
    }

    JsonObject awaitAt(String address) {
        return await(frame -> address.equals(frame.getString("address")));
    }

    /** What came at an address and was not awaited, as far as it was sent before everything sent until now. */
    List<JsonObject> heardAt(String address) {
        sync();
        return passedOver.stream()
                .filter(frame -> address.equals(frame.getString("address")))
                .toList();
    }

    /** Stops reading, as a client does that hangs. */
    void stopReading() {
        socket.pause();
    }

    void awaitClosed() {
        try {
            if (!closed.await(PATIENCE_S, SECONDS)) {
                throw new AssertionError("Still open, having got " + received);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void close() {
        client.close().onFailure(gone -> {});
    }

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    private static JsonObject frame(String type, String address, @Nullable String token) {
        JsonObject headers = new JsonObject();
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        return new JsonObject().put("type", type).put("address", address).put("headers", headers);
    }

    private @Nullable JsonObject poll(long nanos) {
        try {
            JsonObject next = received.poll(nanos, NANOSECONDS);
            timestamps.assertOneFormat();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
