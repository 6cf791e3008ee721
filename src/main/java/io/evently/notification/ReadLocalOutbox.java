package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Asks for what the demonstration would have sent into the world, newest first.
 *
 * @param limit 1 or more
 */
@BusName("read-local-outbox/1")
public record ReadLocalOutbox(int limit) implements BusMessage {}
