package io.evently.storage;

import io.evently.testing.TestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Databases with the newest schema. Those that are not there are copied from a pair that was migrated once in this JVM, which
 * takes a quarter of the time; then they are migrated as a node would do it, which finds nothing to do.
 */
public final class MigratedDatabases {
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private MigratedDatabases() {}

    /** Makes all databases that these settings name. Blocks; any thread may ask. */
    public static void prepare(StorageConfig config) {
        try {
            copyIfMissing(config.accountsUrl(), Originals.PAIR.accountsUrl());
            for (DatabaseUrl shard : config.shardUrls()) {
                copyIfMissing(shard, Originals.PAIR.shardUrls().get(0));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The databases of a test could not be copied", e);
        }
        Databases.migrate(config);
    }

    private static void copyIfMissing(DatabaseUrl wanted, DatabaseUrl original) throws SQLException {
        try (Connection there = connect(wanted)) {
            there.isValid(0);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            // What is to be on another server is made and migrated there.
            if (wanted.host().equals(original.host()) && wanted.port() == original.port()) {
                copy(wanted, original);
            }
        }
    }

    // One at a time: an original that is being copied cannot be copied from.
    private static synchronized void copy(DatabaseUrl wanted, DatabaseUrl original) throws SQLException {
        try (Connection server = connect(wanted.withDatabase("postgres"));
                Statement statement = server.createStatement()) {
            statement.execute("CREATE DATABASE \"" + wanted.database() + "\" TEMPLATE \"" + original.database() + '"');
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    }

    // A class of its own, so that they are made when the first copy is wanted.
    private static final class Originals {
        private static final StorageConfig PAIR = migrated();

        private static StorageConfig migrated() {
            StorageConfig pair = new StorageConfig(
                    TestServices.freshDatabaseUrl(), null, List.of(), 1, 1, 1, 1, LIMIT, LIMIT, LIMIT);
            Databases.migrate(pair);
            return pair;
        }
    }
}
