package io.evently.storage;

import io.evently.schedule.Signal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pools of this node: accounts and shards. */
public final class Databases {
    private static final Logger log = LoggerFactory.getLogger(Databases.class);
    private static final int MIGRATION_THREADS = 3;
    private static final int PIPELINED_STATEMENTS = 64;

    private final Pool accounts;
    private final Shards shards;
    private final List<Pool> all = new ArrayList<>();

    private Databases(Vertx vertx, StorageConfig config) {
        this.accounts =
                pool("accounts", vertx, config, config.accountsUrl(), config.poolSize(), config.statementTimeout());
        List<Shard> opened = new ArrayList<>();
        List<DatabaseUrl> urls = config.shardUrls();
        for (int number = 0; number < urls.size(); number++) {
            DatabaseUrl url = urls.get(number);
            opened.add(new Shard(
                    number,
                    pool("shard-" + number, vertx, config, url, config.poolSize(), config.statementTimeout()),
                    pool("flush-" + number, vertx, config, url, config.flushPoolSize(), config.flushTimeout()),
                    new Signal()));
        }
        this.shards = new Shards(opened);
    }

    /**
     * Makes missing databases and migrates all of them. Blocking: call it before the event loops start. Ten nodes that
     * do so together are fine.
     *
     * @throws StorageStartException with one sentence for the operator
     */
    public static void migrate(StorageConfig config) {
        ExecutorService threads = Executors.newFixedThreadPool(MIGRATION_THREADS);
        try {
            List<CompletableFuture<Void>> migrations = new ArrayList<>();
            migrations.add(CompletableFuture.runAsync(
                    () -> Schema.migrate(config.accountsUrl(), Migrations.ACCOUNTS), threads));
            config.shardUrls()
                    .forEach(url -> migrations.add(
                            CompletableFuture.runAsync(() -> Schema.migrate(url, Migrations.SHARD), threads)));
            CompletableFuture.allOf(migrations.toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageStartException start) {
                throw start;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Opens the pools; connections are made when first needed. */
    public static Databases open(Vertx vertx, StorageConfig config) {
        return new Databases(vertx, config);
    }

    public Pool accounts() {
        return accounts;
    }

    /** Completes when the accounts database answers; fails when it does not. */
    public Future<Void> accountsAnswer() {
        return accounts.query("SELECT 1").execute().mapEmpty();
    }

    public Shards shards() {
        return shards;
    }

    public Future<Void> close() {
        return Future.join(all.stream().map(Pool::close).toList()).mapEmpty();
    }

    private Pool pool(
            String name, Vertx vertx, StorageConfig config, DatabaseUrl url, int size, Duration statementTimeout) {
        String timeout = Long.toString(statementTimeout.toMillis());
        PgConnectOptions connect = url.options()
                .setCachePreparedStatements(true)
                // The flush is longer than the 2,048 characters up to which statements are cached by default.
                .setPreparedStatementCacheSqlFilter(sql -> true)
                .setPipeliningLimit(PIPELINED_STATEMENTS);
        connect.setMetricsName(name);
        connect.addProperty("statement_timeout", timeout);
        connect.addProperty("lock_timeout", timeout);
        connect.addProperty("idle_in_transaction_session_timeout", timeout);
        // Every statement has its index. By statistics from before an on-sale, when tables were almost empty, the
        // planner would read whole tables, and the plan would be kept until autovacuum runs, a minute into the sale.
        connect.addProperty("enable_seqscan", "off");
        PoolOptions options = new PoolOptions()
                .setShared(true)
                .setName(name)
                .setMaxSize(size)
                .setMaxWaitQueueSize(config.maxWaiting())
                .setConnectionTimeout((int) config.connectTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        // A server that vanished without a word would keep a connection for a quarter of an hour. Every statement is
        // answered or given up by the server before this is over.
        Duration silence = statementTimeout.plus(config.connectTimeout());
        NetClientOptions transport = new NetClientOptions()
                .setTcpKeepAlive(true)
                // For the handshake alone: StatementWatch takes its place.
                .setReadIdleTimeout((int) silence.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectTimeout((int) config.connectTimeout().toMillis());
        Pool pool = PgBuilder.pool()
                .with(options)
                .with(transport)
                .connectingTo(connect)
                .withConnectHandler(fresh -> watched(fresh, name, silence))
                .using(vertx)
                .build();
        all.add(pool);
        return pool;
    }

    // The pool gets the connection when it is closed here, also when it broke meanwhile.
    private static void watched(SqlConnection fresh, String pool, Duration silence) {
        try {
            StatementWatch.on(fresh, pool, silence);
        } finally {
            fresh.close().onFailure(e -> log.debug("A new connection of pool {} broke", pool, e));
        }
    }
}
