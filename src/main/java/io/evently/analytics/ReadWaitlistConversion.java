package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks what became of those who waited, over all events. */
@BusName("read-waitlist-conversion/1")
public record ReadWaitlistConversion() implements BusMessage {}
