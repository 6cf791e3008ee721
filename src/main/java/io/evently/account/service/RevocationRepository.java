package io.evently.account.service;

import io.evently.account.Revocation;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static java.time.ZoneOffset.UTC;

/** The only class that knows how revocations are stored. Time stamps of the feed are the database's. */
final class RevocationRepository {
    private static final String ADD_TOKEN = """
            INSERT INTO revocation (kind, token_id, expires_at) VALUES ('token', $1, $2)
            ON CONFLICT (token_id) DO NOTHING
            """;

    // One row at least, so that the reader learns the database's time also when there is nothing new.
    private static final String READ_SINCE = """
            SELECT clock.read_at, kind, token_id, account_id, minimum_version, expires_at
              FROM (SELECT clock_timestamp() AS read_at) AS clock
              LEFT JOIN revocation ON revoked_at > $1 AND expires_at > clock.read_at
            """;

    private static final String PRUNE = """
            DELETE FROM revocation WHERE id IN (
                SELECT id FROM revocation WHERE expires_at < clock_timestamp() - interval '1 hour'
                 ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    /** What was revoked, and the database's time at which that was read. */
    record Page(Instant readAt, List<Revocation> revocations) {
        Page {
            revocations = List.copyOf(revocations);
        }
    }

    /** Adds a revoked token; a second time changes nothing. */
    Future<Void> add(SqlClient accounts, Revocation.OfToken revoked) {
        Tuple values = Tuple.of(revoked.tokenId(), revoked.expiresAt().atOffset(UTC));
        return accounts.preparedQuery(ADD_TOKEN).execute(values).mapEmpty();
    }

    /** Everything in force that was revoked after an instant of the database's clock. */
    Future<Page> readSince(SqlClient accounts, Instant since) {
        return accounts.preparedQuery(READ_SINCE)
                .execute(Tuple.of(since.atOffset(UTC)))
                .map(rows -> {
                    Instant readAt = Instant.MIN;
                    List<Revocation> found = new ArrayList<>();
                    for (Row row : rows) {
                        readAt = instant(row, "read_at");
                        revocation(row).ifPresent(found::add);
                    }
                    return new Page(readAt, found);
                });
    }

    /** Deletes at most {@code most} rows whose tokens ran out long ago; tells how many. */
    Future<Integer> prune(SqlClient accounts, int most) {
        return accounts.preparedQuery(PRUNE).execute(Tuple.of(most)).map(rows -> rows.rowCount());
    }

    private static Optional<Revocation> revocation(Row row) {
        String kind = row.getString("kind");
        if (kind == null) {
            return Optional.empty();
        }
        Instant expiresAt = instant(row, "expires_at");
        return Optional.of(
                kind.equals("token")
                        ? new Revocation.OfToken(row.getString("token_id"), expiresAt)
                        : new Revocation.OfAccount(
                                row.getUUID("account_id"), row.getInteger("minimum_version"), expiresAt));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time.toInstant();
    }
}
