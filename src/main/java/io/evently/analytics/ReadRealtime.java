package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Asks for the last minutes.
 *
 * @param minutes how many, that of now included
 */
@BusName("read-realtime/1")
public record ReadRealtime(int minutes) implements BusMessage {}
