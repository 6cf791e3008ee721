package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * All sums were made anew.
 *
 * @param shards how many have sums
 */
@BusName("analytics-rebuilt/1")
public record Rebuilt(int shards) implements BusMessage {}
