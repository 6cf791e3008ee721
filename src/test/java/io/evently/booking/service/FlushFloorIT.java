package io.evently.booking.service;

import io.evently.NodeDefaults;
import io.evently.invariants.InvariantChecker;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The benchmark's floor")
class FlushFloorIT {
    @Test
    @DisplayName("books straight into the databases in every way, with all invariants kept")
    void measures() {
        StorageConfig storage = NodeDefaults.storage(TestServices.freshDatabaseUrl());
        Databases.migrate(storage);
        Vertx vertx = Vertx.vertx();
        Databases databases = Databases.open(vertx, storage);
        FloorPlan plan = new FloorPlan(
                List.of(1, 64), List.of(1, 2), List.of(1, 6), Duration.ofMillis(50), Duration.ofMillis(500), 2, true);
        List<String> told = new ArrayList<>();
        try {
            List<FloorResult> results = new FlushFloor(vertx, databases.shards(), Clock.systemUTC(), new Random(1))
                    .measure(plan, told::add)
                    .await();

            assertThat(results).hasSize(12).allSatisfy(result -> {
                assertThat(result.runs()).hasSize(2);
                assertThat(result.bookingsPerSecond()).isPositive();
                assertThat(result.statementP50Ms()).isPositive();
            });
            assertThat(told).hasSize(24);
            assertThat(new InvariantChecker(databases.shards()).check().await()).isEmpty();
        } finally {
            databases.close().eventually(vertx::close).await();
        }
    }
}
