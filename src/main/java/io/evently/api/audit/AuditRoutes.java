package io.evently.api.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.evently.audit.AuditClient;
import io.evently.audit.AuditOutcome;
import io.evently.audit.AuditPage;
import io.evently.audit.AuditRecord;
import io.evently.audit.ReadAudit;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /audit}: who changed what, for administrators. */
public final class AuditRoutes implements Routes {
    private final AuditClient audit;

    public AuditRoutes(AuditClient audit) {
        this.audit = audit;
    }

    /** Who did it. */
    private record Actor(@Nullable UUID id, @Nullable String role) {}

    /** An entry as a client reads it. */
    private record Line(
            UUID id,
            Instant at,
            String action,
            @Nullable Actor actor,
            @Nullable String targetId,
            @JsonRawValue String details,
            String outcome,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable Instant endedAt,
            @Nullable String traceId,
            String from,
            String node) {
        static Line of(AuditRecord record) {
            var entry = record.entry();
            return new Line(
                    entry.id(),
                    entry.at(),
                    entry.action(),
                    entry.actorId() == null ? null : new Actor(entry.actorId(), entry.actorRole()),
                    entry.targetId(),
                    entry.details(),
                    record.outcome().word(),
                    record.status(),
                    record.code(),
                    record.endedAt(),
                    entry.traceId(),
                    entry.from(),
                    record.node());
        }
    }

    @Override
    public void bind(Operations operations) {
        operations.on("listAuditEntries", this::list);
    }

    private Future<Reply> list(Call call) {
        ReadAudit question = new ReadAudit(
                call.query("action").orElse(null),
                call.query("actor_id").map(UUID::fromString).orElse(null),
                call.query("target_id").orElse(null),
                call.query("outcome").map(AuditOutcome::of).orElse(null),
                call.queryInstant("from").orElse(null),
                call.queryInstant("to").orElse(null),
                call.query("before").map(UUID::fromString).orElse(null),
                call.queryInt("limit"));
        return audit.read(question).map(AuditRoutes::page);
    }

    private static Reply page(AuditPage page) {
        List<Line> lines = page.records().stream().map(Line::of).toList();
        return Reply.ok(Envelope.data(lines)
                .and("count", lines.size())
                .and("next", page.more() ? lines.get(lines.size() - 1).id() : null));
    }
}
