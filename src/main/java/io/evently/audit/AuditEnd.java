package io.evently.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an entry.
 *
 * @param status of HTTP
 * @param code of the refusal; null when there was none
 * @param targetId what was made; null where nothing was
 */
public record AuditEnd(
        UUID entryId,
        Instant at,
        int status,
        @Nullable String code,
        @Nullable String targetId) {}
