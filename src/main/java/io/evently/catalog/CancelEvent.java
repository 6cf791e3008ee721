package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks for an event to be called off, with everything that hangs on it. */
@BusName("cancel-event/1")
public record CancelEvent(UUID eventId) implements BusMessage {}
