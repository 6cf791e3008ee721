package io.evently.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param entry with the target that was made, where one was
 * @param status of HTTP; null while the outcome is unknown
 * @param endedAt null while the outcome is unknown
 */
public record AuditRecord(
        AuditEntry entry,
        String node,
        AuditOutcome outcome,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable Instant endedAt) {}
