package io.evently.audit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/**
 * Some entries.
 *
 * @param more whether there are older ones
 */
@BusName("audit-page/1")
public record AuditPage(List<AuditRecord> records, boolean more) implements BusMessage {
    public AuditPage {
        records = List.copyOf(records);
    }
}
