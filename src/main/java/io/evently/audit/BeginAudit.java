package io.evently.audit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks for an entry to be written; answered when it is committed. */
@BusName("begin-audit/1")
public record BeginAudit(AuditEntry entry) implements BusMessage {}
