package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Marks all notifications of a user as read. */
@BusName("mark-all-notifications-read/1")
public record MarkAllRead(UUID userId) implements BusMessage {}
