package io.evently.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("A statement that every connection has prepared, and that the server no longer takes,")
class StalePlansIT {
    private static final int CONNECTIONS = 3;
    private static final int AT_ONCE = 12;
    private static final long PATIENCE_S = 60;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String READ = "SELECT id, note, amount FROM shelf WHERE id = $1";
    private static final String WRITE = "INSERT INTO shelf (id, note, amount) VALUES ($1, $2, $3) RETURNING id, amount";

    private final Vertx vertx = Vertx.vertx();
    private Databases databases;
    private Pool pool;
    private Pool flushes;

    /** What comes between a prepared statement and its next use. */
    private enum Change {
        /** Columns of the result have other types than before. */
        TYPES {
            @Override
            Future<?> make(Pool pool, List<SqlConnection> all) {
                return pool.query(
                                "ALTER TABLE shelf ALTER COLUMN note TYPE varchar(40), ALTER COLUMN amount TYPE bigint")
                        .execute();
            }
        },
        /** A pooler on the way, or an operator, has dropped what was prepared. */
        DROPPED {
            @Override
            Future<?> make(Pool pool, List<SqlConnection> all) {
                return Future.all(all.stream()
                        .map(each -> each.query("DEALLOCATE ALL").execute())
                        .toList());
            }
        };

        abstract Future<?> make(Pool pool, List<SqlConnection> all);
    }

    @BeforeEach
    void open() {
        StorageConfig config = new StorageConfig(
                TestServices.freshDatabaseUrl(),
                null,
                List.of(),
                1,
                CONNECTIONS,
                CONNECTIONS,
                1_000,
                LIMIT,
                LIMIT,
                LIMIT);
        MigratedDatabases.prepare(config);
        databases = Databases.open(vertx, config);
        pool = databases.shards().shard(0).pool();
        flushes = databases.shards().shard(0).flushPool();
        await(pool.query("CREATE TABLE shelf (id integer PRIMARY KEY, note text, amount integer)")
                .execute());
        await(pool.query("INSERT INTO shelf VALUES (1, 'one', 10)").execute());
    }

    @AfterEach
    void close() {
        await(databases.close().eventually(vertx::close));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is prepared again: reads are answered, however many are under way")
    void reads(Change change) {
        preparedThen(change);
        List<Future<RowSet<Row>>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            asked.add(pool.preparedQuery(READ).execute(Tuple.of(1)));
        }
        for (RowSet<Row> rows : await(Future.all(asked)).<RowSet<Row>>list()) {
            assertThat(rows.iterator().next().getString("note")).isEqualTo("one");
            assertThat(rows.iterator().next().getInteger("amount")).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is prepared again: what is written outside a transaction is written once")
    void writes(Change change) {
        preparedThen(change);
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(await(write(pool, 1_000 + i)).rowCount()).isEqualTo(1);
        }
        List<Tuple> batch = List.of(Tuple.of(2_000, "first", 1), Tuple.of(2_001, "second", 2));
        assertThat(await(pool.preparedQuery(WRITE).executeBatch(batch)).next().rowCount())
                .isEqualTo(1);
        assertThat(count("id BETWEEN 1000 AND 1999")).isEqualTo(AT_ONCE);
        assertThat(count("id >= 2000")).isEqualTo(batch.size());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is prepared again when several were sent behind each other on one connection")
    void pipelined(Change change) {
        preparedThen(change);
        List<RowSet<Row>> answers = await(pool.withConnection(connection -> {
            List<Future<RowSet<Row>>> asked = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                asked.add(connection.preparedQuery(READ).execute(Tuple.of(1)));
                asked.add(write(connection, 3_000 + i));
            }
            return Future.all(asked).map(all -> all.<RowSet<Row>>list());
        }));
        assertThat(answers).hasSize(2 * AT_ONCE).allMatch(rows -> rows.size() == 1);
        assertThat(count("id >= 3000")).isEqualTo(AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("fails a transaction as one that may be tried again, and each connection does so once")
    void transactions(Change change) {
        preparedThen(change);
        List<Throwable> failures = new ArrayList<>();
        int tried = 0;
        while (count("id = 4000") == 0) {
            tried++;
            assertThat(tried).isLessThanOrEqualTo(CONNECTIONS + 1);
            Throwable failure = catchThrowable(() -> await(pool.withTransaction(transaction -> transaction
                    .query("INSERT INTO shelf VALUES (4001, 'before', 1)")
                    .execute()
                    .compose(done -> write(transaction, 4_000)))));
            if (failure != null) {
                failures.add(failure);
                assertThat(count("id >= 4000")).as("nothing of it is left").isZero();
            }
        }
        assertThat(failures).isNotEmpty().allSatisfy(failure -> {
            assertThat(Fault.of(failure).kind()).isEqualTo(Fault.Kind.RETRY);
            assertThat(Outages.isOutage(failure)).isTrue();
        });
    }

    @Test
    @DisplayName("is not mistaken for one that asks for what the server cannot do")
    void unsupported() {
        Throwable failure = catchThrowable(() -> await(
                pool.preparedQuery("SELECT count(*) FROM shelf FOR UPDATE").execute()));
        assertThat(Fault.of(failure).kind()).isEqualTo(Fault.Kind.BROKEN);
    }

    // All connections of the pool know both statements before the change is made on another one.
    private void preparedThen(Change change) {
        List<SqlConnection> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SqlConnection connection = await(pool.getConnection());
            all.add(connection);
            // The plan that is kept is one of the later ones.
            for (int round = 0; round < 7; round++) {
                await(connection.preparedQuery(READ).execute(Tuple.of(1)));
                await(write(connection, 100 + i * 10 + round));
            }
        }
        await(change.make(flushes, all));
        all.forEach(connection -> await(connection.close()));
    }

    private static Future<RowSet<Row>> write(SqlClient client, int id) {
        return client.preparedQuery(WRITE).execute(Tuple.of(id, "note", 5));
    }

    private long count(String condition) {
        return await(flushes.query("SELECT count(*) FROM shelf WHERE " + condition)
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done within " + PATIENCE_S + " s", e);
        }
    }
}
