package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks what is to be expected of everything, and of some of the events on sale, the soonest first. */
@BusName("read-predictions/1")
public record ReadPredictions(int limit, int offset) implements BusMessage {}
