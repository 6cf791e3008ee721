package io.evently.delivery;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.channel.ChannelName;
import io.evently.storage.Databases;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Deliveries, with plans from when their table was empty,")
class EmptyTablePlansIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PATIENCE_S = 60;
    private static final int PLANNED = 2;

    private static final int BACKLOG = 6_000;
    private static final int BATCH = 100;
    private static final int READS_FOR_A_ROW = 10;

    private static final String ADD_DELIVERIES = """
            WITH n AS (
                INSERT INTO notification (id, recipient, type, title, message, data, created_at)
                SELECT gen_random_uuid(), gen_random_uuid(), 'booking_confirmation', 'Booked', 'Booked', '{}', $2
                  FROM generate_series(1, $1)
             RETURNING id)
            INSERT INTO delivery (notification_id, channel, due_at, first_due_at, updated_at)
            SELECT id, 'email', $2, $2, $2 FROM n
            """;

    private static final String READ = """
            SELECT coalesce(sum(idx_tup_read), 0)::bigint AS rows FROM pg_stat_user_indexes WHERE relname = $1
            """;

    private final Vertx vertx = Vertx.vertx();
    private final DeliveryRepository repository = new DeliveryRepository();
    private final Instant now = Instant.now();
    private Databases databases;
    private Pool pool;

    @BeforeEach
    void open() {
        // One connection, so that it is always the same one that has planned.
        StorageConfig config = new StorageConfig(
                TestServices.freshDatabaseUrl(), null, List.of(), 1, 1, 1, 1_000, LIMIT, LIMIT, LIMIT);
        MigratedDatabases.prepare(config);
        databases = Databases.open(vertx, config);
        pool = databases.shards().shard(0).pool();
        // As PostgreSQL decides by itself after some executions.
        await(pool.query("SET plan_cache_mode = force_generic_plan").execute());
        for (String table : List.of("delivery", "notification")) {
            await(pool.query("ALTER TABLE " + table + " SET (autovacuum_enabled = off)")
                    .execute());
        }
    }

    @AfterEach
    void close() {
        await(databases.close().eventually(vertx::close));
    }

    @Test
    @DisplayName("are claimed and settled by looking each up, however many wait")
    void deliveries() {
        for (int i = 0; i < PLANNED; i++) {
            run(ADD_DELIVERIES, 1);
            assertThat(deliverBatch()).isEqualTo(1);
        }
        long before = read("delivery");
        run(ADD_DELIVERIES, BACKLOG);

        int delivered = 0;
        while (delivered < BACKLOG) {
            int batch = deliverBatch();
            assertThat(batch).isPositive();
            delivered += batch;
        }

        assertThat(read("delivery") - before).isLessThan((long) READS_FOR_A_ROW * BACKLOG);
    }

    private int deliverBatch() {
        Instant leaseEnd = now.plusSeconds(60);
        List<ClaimedDelivery> claimed = await(repository.claim(
                pool, new Claim(ChannelName.EMAIL, now, leaseEnd, now.minusSeconds(3_600), List.of(), BATCH)));
        List<DeliveryResult> results = claimed.stream()
                .map(each -> new DeliveryResult(each, "delivered", now, null, true, List.of(), List.of()))
                .toList();
        if (!results.isEmpty()) {
            await(repository.settle(pool, ChannelName.EMAIL, results, now));
        }
        return results.size();
    }

    private void run(String statement, int rows) {
        await(pool.preparedQuery(statement).execute(Tuple.of(rows, now.atOffset(UTC))));
    }

    private long read(String table) {
        await(pool.query("SELECT pg_stat_force_next_flush()").execute());
        RowSet<Row> rows = await(pool.preparedQuery(READ).execute(Tuple.of(table)));
        return rows.iterator().next().getLong("rows");
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
