package io.evently.channel;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.channel.LocalOutboxRepository.Kept;
import io.evently.storage.Databases;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The local outbox")
class LocalOutboxRepositoryIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PATIENCE_S = 60;
    private static final long KEPT = 1_000;
    private static final int BATCH = 700;
    private static final int BATCHES = 40;

    private final Vertx vertx = Vertx.vertx();
    private final LocalOutboxRepository repository = new LocalOutboxRepository();
    private Databases databases;
    private Pool accounts;

    @BeforeEach
    void open() {
        StorageConfig config = new StorageConfig(
                TestServices.freshDatabaseUrl(), null, List.of(), 1, 2, 1, 1_000, LIMIT, LIMIT, LIMIT);
        MigratedDatabases.prepare(config);
        databases = Databases.open(vertx, config);
        accounts = databases.accounts();
    }

    @AfterEach
    void close() {
        await(databases.close().eventually(vertx::close));
    }

    @Test
    @DisplayName("keeps the newest thousand")
    void trimmed() {
        for (int i = 0; i < BATCHES; i++) {
            await(repository.add(accounts, ChannelName.EMAIL, messages(i)));
        }
        assertThat(number("SELECT count(*) FROM local_outbox")).isEqualTo(KEPT);
        assertThat(number("SELECT max(id) - min(id) + 1 FROM local_outbox")).isEqualTo(KEPT);
    }

    @Test
    @DisplayName("keeps the newest thousand of what is added at the same time")
    void together() {
        await(Future.all(IntStream.range(0, BATCHES)
                .mapToObj(i -> repository.add(accounts, ChannelName.EMAIL, messages(i)))
                .toList()));
        // The first addition of a node looks through all there is.
        await(new LocalOutboxRepository().add(accounts, ChannelName.EMAIL, messages(BATCHES)));

        assertThat(number("SELECT count(*) FROM local_outbox")).isEqualTo(KEPT);
        assertThat(number("SELECT max(id) - min(id) + 1 FROM local_outbox")).isEqualTo(KEPT);
    }

    private static List<Kept> messages(int batch) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> new Kept(i + "@example.com", "Batch " + batch, "Text", Instant.EPOCH))
                .toList();
    }

    private long number(String query) {
        return await(accounts.query(query).execute()).iterator().next().getLong(0);
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
