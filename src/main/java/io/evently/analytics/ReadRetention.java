package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Asks how many customers came back.
 *
 * @param months how many cohorts, the month of now included
 */
@BusName("read-retention/1")
public record ReadRetention(int months) implements BusMessage {}
