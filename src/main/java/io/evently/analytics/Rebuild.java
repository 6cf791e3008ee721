package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks for all sums to be made anew, shard by shard. */
@BusName("rebuild-analytics/1")
public record Rebuild() implements BusMessage {}
