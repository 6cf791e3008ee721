package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Marks a notification as read; once it is, nothing changes.
 *
 * @param anyRecipient true for administrators: the notification may belong to any user
 */
@BusName("mark-notification-read/1")
public record MarkRead(UUID notificationId, UUID userId, boolean anyRecipient) implements BusMessage {}
