package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks what is to be expected of one event, and what was said of it before. */
@BusName("read-event-prediction/1")
public record ReadEventPrediction(UUID eventId) implements BusMessage {}
