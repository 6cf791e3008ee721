package io.evently.storage;

import io.evently.config.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Where the databases are and how they are spoken to.
 *
 * @param url one server for all: {@code postgres://user:password@host:port/prefix}; the databases are then
 *     {@code prefix_accounts} and {@code prefix_shard_0}, {@code _1}, …; null starts the embedded server
 * @param accounts the accounts database by its own URL; null derives it from {@code url}
 * @param shards one URL for each logical shard, in order; empty derives them from {@code url}
 * @param shardCount logical shards, 1–26; fixed once data exist, since ids and references carry the shard
 * @param poolSize connections per database and node
 * @param flushPoolSize further connections per shard and node, for booking flushes alone
 * @param maxWaiting statements that may wait for a connection, per pool
 * @param connectTimeout how long a statement waits for a connection
 * @param statementTimeout PostgreSQL's {@code statement_timeout} for everything but flushes
 * @param flushTimeout PostgreSQL's {@code statement_timeout} and {@code lock_timeout} for flushes
 */
public record StorageConfig(
        @Nullable String url,
        @Nullable String accounts,
        List<String> shards,
        int shardCount,
        int poolSize,
        int flushPoolSize,
        int maxWaiting,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration flushTimeout) {

    private static final int LETTERS = 26;

    public StorageConfig {
        shards = List.copyOf(shards);
        requireNonNull(connectTimeout, "storage.connectTimeout");
        requireNonNull(statementTimeout, "storage.statementTimeout");
        requireNonNull(flushTimeout, "storage.flushTimeout");
        Range.between("storage.shardCount", 1, LETTERS, shardCount);
        if (!shards.isEmpty() && shards.size() != shardCount) {
            throw new IllegalArgumentException(
                    "storage.shards must name " + shardCount + " databases, named " + shards.size());
        }
        Range.positive("storage.poolSize", poolSize);
        Range.positive("storage.flushPoolSize", flushPoolSize);
        Range.positive("storage.maxWaiting", maxWaiting);
        if (url != null) {
            DatabaseUrl.check("storage.url", url);
        }
        if (accounts != null) {
            DatabaseUrl.check("storage.accounts", accounts);
        }
        for (int i = 0; i < shards.size(); i++) {
            DatabaseUrl.check("storage.shards[" + i + "]", shards.get(i));
        }
    }

    /** Everything as given, on another server. */
    public StorageConfig withUrl(String server) {
        return new StorageConfig(
                server,
                accounts,
                shards,
                shardCount,
                poolSize,
                flushPoolSize,
                maxWaiting,
                connectTimeout,
                statementTimeout,
                flushTimeout);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "StorageConfig[" + (embedded() ? "embedded" : accountsUrl() + " and " + shardUrls()) + ", poolSize="
                + poolSize + ", flushPoolSize=" + flushPoolSize + ", statementTimeout=" + statementTimeout + ']';
    }

    /** True when no database is named at all, so that the embedded server is wanted. */
    public boolean embedded() {
        return url == null && accounts == null && shards.isEmpty();
    }

    DatabaseUrl accountsUrl() {
        return accounts == null ? derived("_accounts") : DatabaseUrl.parse("storage.accounts", accounts);
    }

    List<DatabaseUrl> shardUrls() {
        List<DatabaseUrl> urls = new ArrayList<>(shardCount);
        for (int i = 0; i < shardCount; i++) {
            urls.add(
                    shards.isEmpty()
                            ? derived("_shard_" + i)
                            : DatabaseUrl.parse("storage.shards[" + i + "]", shards.get(i)));
        }
        return urls;
    }

    private DatabaseUrl derived(String suffix) {
        if (url == null) {
            throw new IllegalArgumentException(
                    "storage.url is missing: give it, or both storage.accounts and storage.shards");
        }
        return DatabaseUrl.parse("storage.url", url).withSuffix(suffix);
    }
}
