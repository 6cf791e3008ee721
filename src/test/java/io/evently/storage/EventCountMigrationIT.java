package io.evently.storage;

import io.evently.testing.TestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Migrating a shard with events, when how they are counted is new")
class EventCountMigrationIT {

    @Test
    @DisplayName("counts the events that are there, and those that are added later")
    void counted() throws SQLException {
        DatabaseUrl url = shard();
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                Statement statement = connection.createStatement()) {
            insert(statement, 7, "active");
            insert(statement, 2, "completed");
            // As if those rows had been there before anybody counted.
            assertThat(statement.executeUpdate("UPDATE event_count SET events = 0"))
                    .isEqualTo(3);
            assertThat(statement.executeUpdate("""
                    UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE script = 'R__event_count.sql'
                    """)).isEqualTo(1);

            assertThat(flyway(url).load().migrate().success).isTrue();
            assertThat(counts(statement)).isEqualTo(Map.of("active", 7L, "cancelled", 0L, "completed", 2L));

            insert(statement, 3, "active");
            assertThat(counts(statement)).isEqualTo(Map.of("active", 10L, "cancelled", 0L, "completed", 2L));
        }
    }

    private static void insert(Statement statement, int events, String status) throws SQLException {
        assertThat(statement.executeUpdate("""
                INSERT INTO event (id, name, venue, event_date, total_capacity, price, status, created_at, updated_at)
                SELECT gen_random_uuid(), 'Event', 'Venue', now(), 10, 1, '%s', now(), now()
                  FROM generate_series(1, %d)
                """.formatted(status, events))).isEqualTo(events);
    }

    private static Map<String, Long> counts(Statement statement) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT status, events FROM event_count")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    private static FluentConfiguration flyway(DatabaseUrl url) {
        return Flyway.configure()
                .dataSource(url.jdbc(), url.user(), url.password())
                .locations("classpath:db/shard");
    }

    private static DatabaseUrl shard() {
        StorageConfig config = new StorageConfig(
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
        return config.shardUrls().get(0);
    }
}
