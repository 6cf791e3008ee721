package io.evently.delivery;

import io.evently.bus.TypedBus;
import io.evently.channel.Address;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.channel.Receipt;
import io.evently.delivery.SocketDelivery.SocketMessage;
import io.evently.time.Rfc3339;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks every node to write messages to the sockets of their recipients. Nobody keeps a list of who is connected where, which
 * would have to be right at every moment; a question for many messages at once costs little. For one event loop only.
 */
final class SocketChannel implements Channel {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST = 200;

    private final Vertx vertx;
    private final TypedBus bus;
    private final Supplier<List<String>> nodes;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean scheduled;

    /** @param nodes names of all nodes that live */
    SocketChannel(Vertx vertx, TypedBus bus, Supplier<List<String>> nodes) {
        this.vertx = vertx;
        this.bus = bus;
        this.nodes = nodes;
    }

    @Override
    public ChannelName name() {
        return ChannelName.WEBSOCKET;
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Promise<Receipt> receipt = Promise.promise();
        UUID user = ((Address.Sockets) address).userId();
        waiting.add(new Waiting(
                new SocketMessage(
                        message.id(), user, message.type(), body(message).encode()),
                receipt));
        if (waiting.size() >= MOST) {
            ask();
        } else if (!scheduled) {
            scheduled = true;
            vertx.runOnContext(turn -> {
                scheduled = false;
                ask();
            });
        }
        return receipt.future();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    static JsonObject body(Message message) {
        JsonObject body = message.data().copy();
        return body.put("type", message.type())
                .put("notification_id", message.id().toString())
                .put("title", message.title())
                .put("message", message.text())
                .put("created_at", Rfc3339.text(message.createdAt()));
    }

    private void ask() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, Promise<Receipt>> open = new HashMap<>();
        List<SocketMessage> messages = new ArrayList<>(waiting.size());
        for (Waiting one : waiting) {
            open.put(one.message().notificationId(), one.receipt());
            messages.add(one.message());
        }
        waiting = new ArrayList<>();
        SocketDelivery delivery = new SocketDelivery(messages);
        List<Future<SocketReceipts>> answers = new ArrayList<>();
        for (String node : nodes.get()) {
            answers.add(bus.askFar(DeliveryEndpoints.SOCKETS.on(node), delivery, PATIENCE)
                    .onSuccess(receipts -> receipts.written().forEach(id -> {
                        Promise<Receipt> receipt = open.remove(id);
                        if (receipt != null) {
                            receipt.complete(new Receipt.Delivered("socket"));
                        }
                    })));
        }
        // A node that did not answer may have had the socket, or may have died with it.
        Future.join(answers)
                .onComplete(all -> open.values()
                        .forEach(receipt -> receipt.complete(
                                all.succeeded()
                                        ? new Receipt.Unreachable("no socket")
                                        : new Receipt.Retry("a node does not answer"))));
    }

    private record Waiting(SocketMessage message, Promise<Receipt> receipt) {}
}
