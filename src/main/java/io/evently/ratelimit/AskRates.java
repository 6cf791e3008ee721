package io.evently.ratelimit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Asks a node what it counted in the last minute.
 *
 * @param clients how many of the busiest it should name
 */
@BusName("ask-rates/1")
public record AskRates(int clients) implements BusMessage {}
