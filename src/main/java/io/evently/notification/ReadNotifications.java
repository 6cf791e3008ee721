package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;

/** Asks for notifications of a user by their ids. */
@BusName("read-notifications/1")
public record ReadNotifications(UUID userId, List<UUID> ids) implements BusMessage {

    public ReadNotifications {
        ids = List.copyOf(ids);
    }
}
