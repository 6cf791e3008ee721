package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Asks how a notification was delivered.
 *
 * @param anyRecipient true for administrators: the notification may belong to any user
 */
@BusName("read-delivery-attempts/1")
public record ReadAttempts(UUID notificationId, UUID userId, boolean anyRecipient) implements BusMessage {}
