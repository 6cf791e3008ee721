package io.evently.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to do.
 *
 * @param id of version 7
 * @param action in words of this program, for example {@code event.update}
 * @param actorId null where nobody is signed in
 * @param actorRole null where nobody is signed in
 * @param targetId null where it has none, or is still to be made
 * @param details JSON object with the values that were asked for; nothing private
 * @param traceId null outside of a request
 * @param from the group of addresses that the client belongs to
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String action,
        @Nullable UUID actorId,
        @Nullable String actorRole,
        @Nullable String targetId,
        String details,
        @Nullable String traceId,
        String from) {}
