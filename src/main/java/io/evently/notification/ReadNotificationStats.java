package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks for the statistics of notifications and their deliveries. */
@BusName("read-notification-stats/1")
public record ReadNotificationStats() implements BusMessage {}
