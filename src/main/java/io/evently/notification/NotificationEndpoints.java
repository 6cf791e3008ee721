package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import java.util.List;

/** What notifications answer, what they ask of the nodes' sockets, and what they announce. */
public final class NotificationEndpoints {
    /** Answered by each node's browser edge; asked at the name of that node, from any other. */
    public static final Endpoint<SocketDelivery, SocketReceipts> SOCKETS =
            new Endpoint<>("live.sockets", SocketDelivery.class, SocketReceipts.class);

    public static final Topic<SystemAlert> SYSTEM_ALERTS = new Topic<>("notification.system-alert", SystemAlert.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES =
            List.of(SocketDelivery.class, SocketReceipts.class, SystemAlert.class);

    private NotificationEndpoints() {}
}
