package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks what is to be expected of everything, and of the events that begin next, without waiting for it to be computed. */
@BusName("read-latest-predictions/1")
public record ReadLatestPredictions(int limit) implements BusMessage {}
