package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Set;
import java.util.UUID;

/** Those of the people that a node was asked about who have a socket open there. */
@BusName("connected/1")
public record Connected(Set<UUID> users) implements BusMessage {

    public Connected {
        users = Set.copyOf(users);
    }
}
