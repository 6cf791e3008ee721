package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Set;
import java.util.UUID;

/** Asks one node which of these people have a socket open there, at which they hear what is meant for them. */
@BusName("who-is-connected/1")
public record WhoIsConnected(Set<UUID> users) implements BusMessage {

    public WhoIsConnected {
        users = Set.copyOf(users);
    }
}
