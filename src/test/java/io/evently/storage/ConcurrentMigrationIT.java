package io.evently.storage;

import io.evently.testing.TestServices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Migrating")
class ConcurrentMigrationIT {
    private static final int NODES = 10;

    @Test
    @DisplayName("works when ten nodes do so at once with databases that are not there yet")
    void tenAtOnce() {
        StorageConfig config = new StorageConfig(
                TestServices.freshDatabaseUrl(),
                null,
                List.of(),
                4,
                1,
                1,
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            List<CompletableFuture<Void>> migrations = IntStream.range(0, NODES)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> Databases.migrate(config), nodes))
                    .toList();
            assertThat(migrations)
                    .allSatisfy(migration -> assertThat(migration.join()).isNull());
        } finally {
            nodes.shutdown();
        }
    }
}
