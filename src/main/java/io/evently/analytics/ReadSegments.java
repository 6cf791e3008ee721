package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks which kinds of customers there are. */
@BusName("read-segments/1")
public record ReadSegments() implements BusMessage {}
