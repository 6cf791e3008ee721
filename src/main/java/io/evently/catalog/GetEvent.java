package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Asks for one event.
 *
 * @param views how many visitors look at it by this question, which counts towards its popularity; 0 or more
 */
@BusName("get-event/2")
public record GetEvent(UUID eventId, int views) implements BusMessage {}
