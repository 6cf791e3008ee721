package io.evently.account.service;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.instantOrNull;
import static java.time.ZoneOffset.UTC;

/** The only class that knows how failures to sign in are stored. */
final class LoginFailureRepository {
    // Taken by all attempts from one address, so that each sees the ones before it.
    private static final String TAKE_TURN = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String RECENT = """
            SELECT count(*) FILTER (WHERE email_hash = $1) AS of_account,
                   max(at) FILTER (WHERE email_hash = $1) AS of_account_last,
                   count(*) FILTER (WHERE settled) AS of_address,
                   max(at) FILTER (WHERE settled) AS of_address_last
              FROM login_failure WHERE address = $2 AND at > $3
            """;

    private static final String ADD = """
            INSERT INTO login_failure (email_hash, address, at) VALUES ($1, $2, $3) RETURNING id
            """;

    private static final String SETTLE = "UPDATE login_failure SET settled = true WHERE id = $1";

    private static final String REMOVE = "DELETE FROM login_failure WHERE id = $1";

    private static final String CLEAR = "DELETE FROM login_failure WHERE address = $1 AND email_hash = $2";

    private static final String PRUNE = """
            DELETE FROM login_failure WHERE id IN (
                SELECT id FROM login_failure WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    /** Failures within the window: how many, and when the last was; null when there was none. */
    record Recent(
            int ofAccount,
            @Nullable Instant ofAccountLast,
            int ofAddress,
            @Nullable Instant ofAddressLast) {}

    /** Runs the work in one transaction, one at a time for each address in the whole cluster. */
    <T> Future<T> inTurn(Pool accounts, String address, Function<SqlClient, Future<T>> work) {
        return accounts.withTransaction(connection ->
                connection.preparedQuery(TAKE_TURN).execute(Tuple.of(address)).compose(turn -> work.apply(connection)));
    }

    Future<Recent> recent(SqlClient accounts, byte[] emailHash, String address, Instant since) {
        return accounts.preparedQuery(RECENT)
                .execute(Tuple.of(Buffer.buffer(emailHash), address, since.atOffset(UTC)))
                .map(rows -> recent(rows.iterator().next()));
    }

    /** Adds an attempt that counts as failed for its account until it is settled or removed; its id. */
    Future<Long> add(SqlClient accounts, byte[] emailHash, String address, Instant at) {
        return accounts.preparedQuery(ADD)
                .execute(Tuple.of(Buffer.buffer(emailHash), address, at.atOffset(UTC)))
                .map(rows -> rows.iterator().next().getLong("id"));
    }

    Future<Void> settle(SqlClient accounts, long id) {
        return accounts.preparedQuery(SETTLE).execute(Tuple.of(id)).mapEmpty();
    }

    Future<Void> remove(SqlClient accounts, long id) {
        return accounts.preparedQuery(REMOVE).execute(Tuple.of(id)).mapEmpty();
    }

    Future<Void> clear(SqlClient accounts, byte[] emailHash, String address) {
        return accounts.preparedQuery(CLEAR)
                .execute(Tuple.of(address, Buffer.buffer(emailHash)))
                .mapEmpty();
    }

    /** Deletes at most {@code most} failures that count no longer; tells how many. */
    Future<Integer> prune(SqlClient accounts, Instant before, int most) {
        return accounts.preparedQuery(PRUNE)
                .execute(Tuple.of(before.atOffset(UTC), most))
                .map(rows -> rows.rowCount());
    }

    private static Recent recent(Row row) {
        return new Recent(
                row.getInteger("of_account"),
                instantOrNull(row.getOffsetDateTime("of_account_last")),
                row.getInteger("of_address"),
                instantOrNull(row.getOffsetDateTime("of_address_last")));
    }
}
