package io.evently.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.testing.TcpProxy;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A pooled connection that has rested")
class RestedConnectionIT {
    private static final long PATIENCE_S = 60;
    private static final int CONNECTIONS = 3;
    private static final int ROUNDS = 6;
    private static final Duration CONNECT = Duration.ofMillis(1_500);
    private static final Duration STATEMENT = Duration.ofMillis(500);
    /** After this long without a word while a statement is under way, the server counts as gone. */
    private static final Duration SILENCE = STATEMENT.plus(CONNECT);
    /** Begins before the silence is over, counted from the last answer, and ends after it. */
    private static final Duration REST = SILENCE.minusMillis(150);

    private static final String STATEMENT_OVER_THE_END = "SELECT pg_sleep(0.3)";

    private final Vertx vertx = Vertx.vertx();
    private final TcpProxy line = new TcpProxy(TestServices.freshDatabaseUrl());
    private StorageConfig config;
    private Databases databases;

    @BeforeEach
    void open() {
        String url = TestServices.freshDatabaseUrl();
        Databases.migrate(config(url));
        config = config(line.over(url));
        databases = Databases.open(vertx, config);
        // The first connection of a JVM takes its time.
        awaitAnswer(databases.shards().shard(0).pool());
        awaitAnswer(databases.shards().shard(0).flushPool());
    }

    @AfterEach
    void close() {
        line.thaw();
        await(databases.close().eventually(vertx::close));
        line.close();
    }

    @Test
    @DisplayName("answers what it is given at any moment")
    void answers() {
        assertThat(failures(databases.shards().shard(0).pool())).isEmpty();
        assertThat(failures(databases.shards().shard(0).flushPool())).isEmpty();
    }

    @Test
    @DisplayName("would be cut in the middle of a statement by a time limit of the transport")
    void control() {
        Pool limited = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS).setName("limited"))
                .with(new NetClientOptions()
                        .setReadIdleTimeout((int) SILENCE.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(config.shardUrls().get(0).options())
                .using(vertx)
                .build();
        try {
            assertThat(failures(limited)).isNotEmpty().hasOnlyElementsOfType(ClosedConnectionException.class);
        } finally {
            await(limited.close());
        }
    }

    @Test
    @DisplayName("is given up when the server owes an answer and says nothing, and made anew")
    void silentServer() {
        Pool pool = databases.shards().shard(0).pool();
        line.freeze();
        assertThatThrownBy(() -> await(pool.query("SELECT 1").execute())).matches(Outages::isOutage);
        line.thaw();
        awaitAnswer(pool);
    }

    @Test
    @DisplayName("is given up when the server falls silent between the answers to two statements on it")
    void silentBetweenAnswers() {
        Pool pool = databases.shards().shard(0).pool();
        Future<Object> second = pool.withConnection(connection -> {
            Future<?> first = connection.query("SELECT 1").execute();
            Future<Object> next =
                    connection.query("SELECT pg_sleep(0.4)").execute().map(rows -> (Object) rows);
            return first.compose(done -> Future.fromCompletionStage(CompletableFuture.runAsync(line::freeze)))
                    .compose(frozen -> next);
        });
        assertThatThrownBy(() -> await(second)).isInstanceOf(ClosedConnectionException.class);
    }

    @Test
    @DisplayName("stays when the server is silent and owes nothing")
    void silentAndIdle() {
        Pool pool = databases.shards().shard(0).pool();
        Object before = pid(pool);
        await(vertx.timer(SILENCE.toMillis() * 2, TimeUnit.MILLISECONDS));
        assertThat(pid(pool)).isEqualTo(before);
    }

    private static void awaitAnswer(Pool pool) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_S))
                .until(() -> await(pool.query("SELECT 1")
                        .execute()
                        .map(rows -> rows.size() == 1)
                        .otherwise(false)));
    }

    private static Object pid(Pool pool) {
        return await(pool.query("SELECT pg_backend_pid()").execute())
                .iterator()
                .next()
                .getValue(0);
    }

    private List<Throwable> failures(Pool pool) {
        List<Throwable> failures = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                asked.add(pool.query(STATEMENT_OVER_THE_END).execute());
            }
            await(Future.join(asked).otherwiseEmpty());
            asked.stream().filter(Future::failed).map(Future::cause).forEach(failures::add);
            await(vertx.timer(REST.toMillis(), TimeUnit.MILLISECONDS));
        }
        return failures;
    }

    private static StorageConfig config(String url) {
        return new StorageConfig(url, null, List.of(), 1, CONNECTIONS, CONNECTIONS, 100, CONNECT, STATEMENT, STATEMENT);
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
