package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Set;
import java.util.UUID;

/** Which notifications a node wrote to at least one socket. */
@BusName("socket-receipts/1")
public record SocketReceipts(Set<UUID> written) implements BusMessage {

    public SocketReceipts {
        written = Set.copyOf(written);
    }
}
