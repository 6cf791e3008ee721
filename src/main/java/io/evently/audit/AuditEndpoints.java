package io.evently.audit;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What the audit log answers. */
public final class AuditEndpoints {
    public static final Endpoint<BeginAudit, AuditWritten> BEGIN =
            new Endpoint<>("audit.begin", BeginAudit.class, AuditWritten.class);
    public static final Endpoint<EndAudit, AuditWritten> END =
            new Endpoint<>("audit.end", EndAudit.class, AuditWritten.class);
    public static final Endpoint<ReadAudit, AuditPage> READ =
            new Endpoint<>("audit.read", ReadAudit.class, AuditPage.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES =
            List.of(BeginAudit.class, EndAudit.class, AuditWritten.class, ReadAudit.class, AuditPage.class);

    private AuditEndpoints() {}
}
