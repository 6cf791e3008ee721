package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What deliveries ask of the nodes' sockets. */
public final class DeliveryEndpoints {
    /** Answered by each node's browser edge; asked at the name of that node, from any other. */
    public static final Endpoint<SocketDelivery, SocketReceipts> SOCKETS =
            new Endpoint<>("live.sockets", SocketDelivery.class, SocketReceipts.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES =
            List.of(SocketDelivery.class, SocketReceipts.class);

    private DeliveryEndpoints() {}
}
