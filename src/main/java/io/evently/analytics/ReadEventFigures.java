package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks for the figures of one event. */
@BusName("read-event-figures/1")
public record ReadEventFigures(UUID eventId) implements BusMessage {}
