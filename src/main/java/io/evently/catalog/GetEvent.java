package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Asks for one event.
 *
 * @param view true when a visitor looks at it, which counts towards its popularity
 */
@BusName("get-event/1")
public record GetEvent(UUID eventId, boolean view) implements BusMessage {}
