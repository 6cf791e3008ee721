package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.LocalDate;

/**
 * Asks how many of those who came booked.
 *
 * @param from first day, UTC
 * @param to last day, UTC
 */
@BusName("read-funnel/1")
public record ReadFunnel(LocalDate from, LocalDate to) implements BusMessage {}
