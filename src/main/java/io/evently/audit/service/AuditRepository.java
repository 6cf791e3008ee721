package io.evently.audit.service;

import io.evently.audit.AuditEnd;
import io.evently.audit.AuditEntry;
import io.evently.audit.AuditOutcome;
import io.evently.audit.AuditRecord;
import io.evently.audit.ReadAudit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.instantOrNull;
import static io.evently.storage.Times.utc;
import static io.evently.storage.Times.utcOrNull;

/** The only class that knows how the audit log is stored. */
final class AuditRepository {
    // The client cannot send arrays with nulls in them: what is not there is sent empty. An entry that comes again was
    // written.
    private static final String BEGIN = """
            INSERT INTO audit_entry (id, at, action, actor_id, actor_role, target_id, details, trace_id, origin, node)
            SELECT id, at, action, nullif(actor_id, '')::uuid, nullif(actor_role, ''), nullif(target_id, ''), details::jsonb,
                   nullif(trace_id, ''), origin, $10
              FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[], $9::text[])
                   AS new (id, at, action, actor_id, actor_role, target_id, details, trace_id, origin)
                ON CONFLICT (id) DO NOTHING
            """;

    private static final String END = """
            INSERT INTO audit_outcome (entry_id, at, status, code, target_id)
            SELECT entry_id, at, status, nullif(code, ''), nullif(target_id, '')
              FROM unnest($1::uuid[], $2::timestamptz[], $3::integer[], $4::text[], $5::text[])
                   AS new (entry_id, at, status, code, target_id)
                ON CONFLICT (entry_id) DO NOTHING
            """;

    // Ids begin with their time, and so their order is that of the entries.
    private static final String PAGE = """
            SELECT e.id, e.at, action, actor_id, actor_role, coalesce(o.target_id, e.target_id) AS target_id,
                   details::text AS details, trace_id, origin, node, o.at AS ended_at, status, code
              FROM audit_entry e LEFT JOIN audit_outcome o ON o.entry_id = e.id
             WHERE ($1::text IS NULL OR action = $1)
               AND ($2::uuid IS NULL OR actor_id = $2)
               AND ($3::text IS NULL
                    OR e.id IN (SELECT id FROM audit_entry WHERE target_id = $3
                                 UNION ALL SELECT entry_id FROM audit_outcome WHERE target_id = $3))
               AND ($4::text IS NULL
                    OR $4 = CASE WHEN status IS NULL THEN 'unknown' WHEN status < 400 THEN 'done'
                                 WHEN status < 500 THEN 'refused' ELSE 'failed' END)
               AND ($5::timestamptz IS NULL OR e.at >= $5)
               AND ($6::timestamptz IS NULL OR e.at < $6)
               AND ($7::uuid IS NULL OR e.id < $7)
             ORDER BY e.id DESC
             LIMIT $8
            """;

    private static final String PRUNE_ENTRIES = """
            DELETE FROM audit_entry WHERE id IN (SELECT id FROM audit_entry WHERE at < $1 ORDER BY at LIMIT $2)
            """;

    private static final String PRUNE_OUTCOMES = """
            DELETE FROM audit_outcome
             WHERE entry_id IN (SELECT entry_id FROM audit_outcome WHERE at < $1 ORDER BY at LIMIT $2)
            """;

    private static final int FIRST_SERVER_FAULT = 500;
    private static final int FIRST_REFUSAL = 400;

    /** Writes entries that this node is about to carry out. */
    Future<Void> begin(SqlClient accounts, List<AuditEntry> entries, String node) {
        return accounts.preparedQuery(BEGIN)
                .execute(Tuple.of(
                                array(entries, AuditEntry::id, UUID[]::new),
                                array(entries, entry -> utc(entry.at()), OffsetDateTime[]::new),
                                array(entries, AuditEntry::action, String[]::new))
                        .addValue(array(entries, entry -> orEmpty(entry.actorId()), String[]::new))
                        .addValue(array(entries, entry -> orEmpty(entry.actorRole()), String[]::new))
                        .addValue(array(entries, entry -> orEmpty(entry.targetId()), String[]::new))
                        .addValue(array(entries, AuditEntry::details, String[]::new))
                        .addValue(array(entries, entry -> orEmpty(entry.traceId()), String[]::new))
                        .addValue(array(entries, AuditEntry::from, String[]::new))
                        .addValue(node))
                .mapEmpty();
    }

    /** Writes what became of entries. */
    Future<Void> end(SqlClient accounts, List<AuditEnd> ends) {
        return accounts.preparedQuery(END)
                .execute(Tuple.of(
                                array(ends, AuditEnd::entryId, UUID[]::new),
                                array(ends, end -> utc(end.at()), OffsetDateTime[]::new),
                                array(ends, AuditEnd::status, Integer[]::new))
                        .addValue(array(ends, end -> orEmpty(end.code()), String[]::new))
                        .addValue(array(ends, end -> orEmpty(end.targetId()), String[]::new)))
                .mapEmpty();
    }

    /** Reads entries, the latest first. */
    Future<List<AuditRecord>> page(SqlClient accounts, ReadAudit question, int limit) {
        AuditOutcome outcome = question.outcome();
        return accounts.preparedQuery(PAGE)
                .execute(Tuple.tuple()
                        .addValue(question.action())
                        .addValue(question.actorId())
                        .addValue(question.targetId())
                        .addValue(outcome == null ? null : outcome.word())
                        .addValue(utcOrNull(question.from()))
                        .addValue(utcOrNull(question.to()))
                        .addValue(question.before())
                        .addValue(limit))
                .map(rows -> {
                    List<AuditRecord> records = new ArrayList<>(rows.size());
                    rows.forEach(row -> records.add(row(row)));
                    return records;
                });
    }

    /** Deletes some of the oldest rows; how many. */
    Future<Integer> prune(SqlClient accounts, Instant before, int limit) {
        return accounts.preparedQuery(PRUNE_ENTRIES)
                .execute(Tuple.of(utc(before), limit))
                .compose(entries -> accounts.preparedQuery(PRUNE_OUTCOMES)
                        .execute(Tuple.of(utc(before), limit))
                        .map(outcomes -> Math.max(entries.rowCount(), outcomes.rowCount())));
    }

    private static AuditRecord row(Row row) {
        Integer status = row.getInteger("status");
        return new AuditRecord(
                new AuditEntry(
                        row.getUUID("id"),
                        row.getOffsetDateTime("at").toInstant(),
                        row.getString("action"),
                        row.getUUID("actor_id"),
                        row.getString("actor_role"),
                        row.getString("target_id"),
                        row.getString("details"),
                        row.getString("trace_id"),
                        row.getString("origin")),
                row.getString("node"),
                outcome(status),
                status,
                row.getString("code"),
                instantOrNull(row.getOffsetDateTime("ended_at")));
    }

    private static AuditOutcome outcome(@Nullable Integer status) {
        if (status == null) {
            return AuditOutcome.UNKNOWN;
        }
        if (status >= FIRST_SERVER_FAULT) {
            return AuditOutcome.FAILED;
        }
        return status >= FIRST_REFUSAL ? AuditOutcome.REFUSED : AuditOutcome.DONE;
    }

    private static <T, V> V[] array(List<T> rows, Function<T, V> column, IntFunction<V[]> empty) {
        return rows.stream().map(column).toArray(empty);
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
