package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks for the figures of the whole installation. */
@BusName("read-overview/1")
public record ReadOverview() implements BusMessage {}
