package io.evently.audit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the latest entries that fit, the latest first. What is null does not matter.
 *
 * @param from the first moment
 * @param to the moment after the last
 * @param before entries older than this one
 */
@BusName("read-audit/1")
public record ReadAudit(
        @Nullable String action,
        @Nullable UUID actorId,
        @Nullable String targetId,
        @Nullable AuditOutcome outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID before,
        int limit)
        implements BusMessage {}
