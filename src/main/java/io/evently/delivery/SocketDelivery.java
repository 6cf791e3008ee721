package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;

/** Asks one node to write messages to those sockets of their recipients that it has. */
@BusName("socket-delivery/1")
public record SocketDelivery(List<SocketMessage> messages) implements BusMessage {

    public SocketDelivery {
        messages = List.copyOf(messages);
    }

    /**
     * One message.
     *
     * @param type of the notification
     * @param body a JSON object, as the sockets send it
     */
    public record SocketMessage(UUID notificationId, UUID userId, String type, String body) {}
}
