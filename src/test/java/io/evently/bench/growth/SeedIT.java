package io.evently.bench.growth;

import io.evently.NodeDefaults;
import io.evently.booking.service.FloorResult;
import io.evently.booking.service.FlushFloor;
import io.evently.invariants.InvariantChecker;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Seeded databases")
class SeedIT {
    private final Vertx vertx = Vertx.vertx();
    private Databases databases;

    @BeforeEach
    void open() {
        StorageConfig storage = NodeDefaults.storage(TestServices.freshDatabaseUrl());
        Databases.migrate(storage);
        databases = Databases.open(vertx, storage);
    }

    @AfterEach
    void close() {
        databases.close().eventually(vertx::close).await();
    }

    @Test
    @DisplayName("hold what was asked for, as the service would have written it, and break no invariant")
    void invariantsHold() {
        Seed seed = new Seed(databases.shards(), Clock.systemUTC(), new Random(1));
        List<UUID> events = seed.events(50).await();
        List<UUID> users = seed.strangers(20);

        seed.bookings(10, events, users).await();
        seed.bookings(991, events, users).await();
        seed.settle().await();

        assertThat(seed.count().await()).isEqualTo(1_001);
        assertThat(new InvariantChecker(databases.shards()).check().await()).isEmpty();
        assertThat(databases
                        .shards()
                        .ask(new SeededRowsRepository()::strangeIds)
                        .await())
                .containsOnly(0L);
    }

    @Test
    @DisplayName("go on being booked by the service's own statement")
    void canBeBooked() {
        Seed seed = new Seed(databases.shards(), Clock.systemUTC(), new Random(1));
        seed.bookings(100, seed.events(8).await(), seed.strangers(3)).await();

        FloorResult result = new FlushFloor(vertx, databases.shards(), Clock.systemUTC(), new Random(1))
                .flushAlone(16, Duration.ofMillis(100), Duration.ofMillis(500), 2)
                .await();

        assertThat(result.bookingsPerSecond()).isPositive();
        assertThat(seed.count().await()).isGreaterThan(100);
        assertThat(new InvariantChecker(databases.shards()).check().await()).isEmpty();
    }
}
