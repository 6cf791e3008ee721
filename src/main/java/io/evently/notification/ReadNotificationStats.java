package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks how delivery does. */
@BusName("read-notification-stats/1")
public record ReadNotificationStats() implements BusMessage {}
