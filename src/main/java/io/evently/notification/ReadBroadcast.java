package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks how far a broadcast is. */
@BusName("read-broadcast/1")
public record ReadBroadcast(UUID broadcastId) implements BusMessage {}
