package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.LocalDate;

/**
 * Asks what happened day by day.
 *
 * @param from first day, UTC
 * @param to last day, UTC
 */
@BusName("read-days/1")
public record ReadDays(LocalDate from, LocalDate to) implements BusMessage {}
