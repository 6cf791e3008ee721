package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks which events of one shard have a price to think about, the soonest first. */
@BusName("list-priced/1")
public record ListPriced(int limit) implements BusMessage {}
