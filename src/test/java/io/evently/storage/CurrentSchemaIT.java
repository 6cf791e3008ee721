package io.evently.storage;

import io.evently.testing.TestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A database")
class CurrentSchemaIT {
    private static StorageConfig config;

    @BeforeAll
    static void migrate() {
        config = new StorageConfig(
                TestServices.freshDatabaseUrl(),
                null,
                List.of(),
                1,
                1,
                1,
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
        Databases.migrate(config);
    }

    @Test
    @DisplayName("that was migrated is current, and not for another kind of database")
    void migrated() throws SQLException {
        assertThat(isCurrent(config.accountsUrl(), Migrations.ACCOUNTS, "SELECT 1"))
                .isTrue();
        assertThat(isCurrent(config.shardUrls().get(0), Migrations.SHARD, "SELECT 1"))
                .isTrue();
        assertThat(isCurrent(config.accountsUrl(), Migrations.SHARD, "SELECT 1"))
                .isFalse();
    }

    @Test
    @DisplayName("is not current when a migration is missing, failed, was another one, or is from a newer release")
    void somethingElse() throws SQLException {
        for (String change : List.of(
                "DELETE FROM flyway_schema_history WHERE version = '2'",
                "UPDATE flyway_schema_history SET success = false WHERE version = '2'",
                "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '2'",
                """
                INSERT INTO flyway_schema_history
                SELECT installed_rank + 100, '999', description, type, script, checksum, installed_by, installed_on,
                       execution_time, success
                  FROM flyway_schema_history WHERE version = '2'
                """,
                "DROP TABLE flyway_schema_history")) {
            assertThat(isCurrent(config.shardUrls().get(0), Migrations.SHARD, change))
                    .as(change)
                    .isFalse();
        }
    }

    /** After a change that is not kept. */
    private static boolean isCurrent(DatabaseUrl url, Migrations migrations, String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(statement.execute(change)).isEqualTo(change.startsWith("SELECT"));
            boolean current = migrations.areAllIn(connection);
            connection.rollback();
            return current;
        }
    }
}
