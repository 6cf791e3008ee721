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
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** The only class that knows how revocations are stored. Time stamps of the feed are the database's. */
final class RevocationRepository {
    /** Tokens of one account that are refused one by one; of more, those that end first are refused together. */
    static final int MOST_SIGNED_OUT = 100;

    // Rows of a sign-out that is under way elsewhere are left to it, and to the next one; those that end later than a
    // token made
    // now would, too, for a token that was just handed out must not be refused.
    private static final String ADD_TOKEN = """
            WITH added AS (
                INSERT INTO revocation (kind, token_id, account_id, expires_at) VALUES ('token', $1, $2, $3)
                ON CONFLICT (token_id) DO NOTHING),
            beyond AS (
                DELETE FROM revocation WHERE id = ANY (ARRAY(
                    SELECT id FROM revocation WHERE id = ANY (ARRAY(
                        SELECT id FROM revocation WHERE kind = 'token' AND account_id = $2 AND token_id <> $1
                         ORDER BY expires_at DESC, id DESC OFFSET $4))
                        AND expires_at < $5
                       FOR UPDATE SKIP LOCKED))
             RETURNING expires_at)
            INSERT INTO revocation_of_older AS known (account_id, ending_by)
            SELECT $2, max(expires_at) FROM beyond HAVING count(*) > 0
            ON CONFLICT (account_id) DO UPDATE
               SET ending_by = greatest(known.ending_by, excluded.ending_by), revoked_at = clock_timestamp()
            RETURNING ending_by
            """;

    // One row at least, so that the reader learns the database's time also when there is nothing new.
    private static final String READ_SINCE = """
            SELECT clock.read_at, kind, token_id, account_id, minimum_version, expires_at
              FROM (SELECT clock_timestamp() AS read_at) AS clock
              LEFT JOIN (SELECT kind, token_id, account_id, minimum_version, expires_at
                           FROM revocation WHERE revoked_at > $1
                          UNION ALL
                         SELECT 'older', NULL, account_id, NULL, ending_by
                           FROM revocation_of_older WHERE revoked_at > $1) AS revoked
                ON expires_at > clock.read_at
            """;

    private static final String PRUNE = """
            DELETE FROM revocation WHERE id IN (
                SELECT id FROM revocation WHERE expires_at < clock_timestamp() - interval '1 hour'
                 ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    private static final String PRUNE_OLDER = """
            DELETE FROM revocation_of_older WHERE account_id IN (
                SELECT account_id FROM revocation_of_older WHERE ending_by < clock_timestamp() - interval '1 hour'
                 ORDER BY ending_by LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    /** What was revoked, and the database's time at which that was read. */
    record Page(Instant readAt, List<Revocation> revocations) {
        Page {
            revocations = List.copyOf(revocations);
        }
    }

    /**
     * Adds a revoked token; a second time changes nothing. When the account has too many, those that end first are
     * refused together from now on.
     *
     * @param newTokensEnd when a token would end that is made now
     * @return the latter, when it came to that
     */
    Future<Optional<Revocation>> add(
            SqlClient accounts, UUID accountId, Revocation.OfToken revoked, Instant newTokensEnd) {
        Tuple values = Tuple.of(
                revoked.tokenId(),
                accountId,
                revoked.expiresAt().atOffset(UTC),
                MOST_SIGNED_OUT - 1,
                newTokensEnd.atOffset(UTC));
        return accounts.preparedQuery(ADD_TOKEN).execute(values).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Revocation.OfOlder(accountId, instant(row, "ending_by")));
            }
            return Optional.empty();
        });
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

    /** Deletes at most {@code most} rows of each kind whose tokens ran out long ago; tells how many. */
    Future<Integer> prune(SqlClient accounts, int most) {
        return delete(accounts, PRUNE, most)
                .compose(single -> delete(accounts, PRUNE_OLDER, most).map(older -> single + older));
    }

    private static Future<Integer> delete(SqlClient accounts, String statement, int most) {
        return accounts.preparedQuery(statement).execute(Tuple.of(most)).map(rows -> rows.rowCount());
    }

    private static Optional<Revocation> revocation(Row row) {
        String kind = row.getString("kind");
        if (kind == null) {
            return Optional.empty();
        }
        Instant expiresAt = instant(row, "expires_at");
        UUID accountId = row.getUUID("account_id");
        return Optional.of(
                switch (kind) {
                    case "token" -> new Revocation.OfToken(accountId, row.getString("token_id"), expiresAt);
                    case "older" -> new Revocation.OfOlder(accountId, expiresAt);
                    default -> new Revocation.OfAccount(accountId, row.getInteger("minimum_version"), expiresAt);
                });
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time.toInstant();
    }
}
