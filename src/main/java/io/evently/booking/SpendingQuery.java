package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;

/** Asks what some users have booked and spent. */
@BusName("spending-query/1")
public record SpendingQuery(List<UUID> userIds) implements BusMessage {
    public SpendingQuery {
        userIds = List.copyOf(userIds);
    }
}
