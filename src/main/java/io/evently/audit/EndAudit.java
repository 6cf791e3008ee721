package io.evently.audit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks for what became of an entry to be written; answered when it is committed. */
@BusName("end-audit/1")
public record EndAudit(AuditEnd end) implements BusMessage {}
