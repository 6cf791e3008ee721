package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** How many notifications were unread until now. */
@BusName("marked-notifications-read/1")
public record MarkedRead(int marked) implements BusMessage {}
