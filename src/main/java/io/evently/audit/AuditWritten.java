package io.evently.audit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * Whether it is committed.
 *
 * @param written false: too many lines wait for the database, and this one is not among them
 */
@BusName("audit-written/1")
public record AuditWritten(boolean written) implements BusMessage {}
