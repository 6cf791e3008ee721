package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Asks for a user's notifications, newest first.
 *
 * @param limit 1 or more
 * @param offset 0 or more
 */
@BusName("list-notifications/1")
public record ListNotifications(UUID userId, boolean unreadOnly, int limit, int offset) implements BusMessage {}
