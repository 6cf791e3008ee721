package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What is asked of deliveries, and what they ask of the nodes' sockets. */
public final class DeliveryEndpoints {
    /** Answered by each node's browser edge; asked at the name of that node, from any other. */
    public static final Endpoint<SocketDelivery, SocketReceipts> SOCKETS =
            new Endpoint<>("live.sockets", SocketDelivery.class, SocketReceipts.class);

    /** Answered by each node's browser edge as well. */
    public static final Endpoint<WhoIsConnected, Connected> WHO_IS_CONNECTED =
            new Endpoint<>("live.connected", WhoIsConnected.class, Connected.class);

    // Asked at a shard; DeadLetterClient knows which.
    public static final Endpoint<ListDeadLetters, DeadLetterPage> DEAD_LETTERS =
            new Endpoint<>("notification.dead-letters", ListDeadLetters.class, DeadLetterPage.class);
    public static final Endpoint<ReplayDeadLetters, ReplayedDeadLetters> REPLAY =
            new Endpoint<>("notification.replay", ReplayDeadLetters.class, ReplayedDeadLetters.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            SocketDelivery.class,
            SocketReceipts.class,
            WhoIsConnected.class,
            Connected.class,
            ListDeadLetters.class,
            DeadLetterPage.class,
            ReplayDeadLetters.class,
            ReplayedDeadLetters.class);

    private DeliveryEndpoints() {}
}
