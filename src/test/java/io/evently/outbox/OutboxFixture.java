package io.evently.outbox;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.BackgroundConfig;
import io.evently.schedule.Foreground;
import io.evently.storage.Databases;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Shard;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** One shard on a real server, and as many outboxes over it as a test has nodes. */
final class OutboxFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Databases databases;
    final Shard shard;
    private final List<String> deployed = new ArrayList<>();

    OutboxFixture() {
        StorageConfig storage = new StorageConfig(
                TestServices.freshDatabaseUrl(),
                null,
                List.of(),
                1,
                12,
                2,
                500,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
        MigratedDatabases.prepare(storage);
        databases = Databases.open(vertx, storage);
        shard = databases.shards().shard(0);
    }

    /** Starts a node's outbox; which one it is tells {@link #stop}. */
    @CanIgnoreReturnValue
    String start(OutboxConfig config, FactListener... listeners) {
        String id = await(vertx.deployVerticle(new OutboxVerticle(
                config,
                shard,
                List.of(listeners),
                new BackgroundBudget(new Foreground(), new BackgroundConfig(1, Duration.ofMillis(2))),
                meters,
                Clock.systemUTC())));
        deployed.add(id);
        return id;
    }

    void stop(String node) {
        deployed.remove(node);
        await(vertx.undeploy(node));
    }

    static OutboxConfig config() {
        return config(100, Duration.ofSeconds(30), Duration.ofDays(7));
    }

    static OutboxConfig config(int batch, Duration patience, Duration retention) {
        return new OutboxConfig(batch, Duration.ofMillis(50), Duration.ofMillis(2), patience, retention);
    }

    /** An event of which facts can tell. */
    @CanIgnoreReturnValue
    UUID anEvent() {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO event (id, name, venue, event_date, total_capacity, price, created_at, updated_at)
                VALUES ($1, 'Event', 'Venue', now() + interval '1 year', 1000000, 10, now(), now())
                """, Tuple.of(id));
        return id;
    }

    /** Writes one fact about an event, through this connection. */
    static Future<Void> announce(SqlClient connection, UUID event, int nth) {
        JsonObject fact = new JsonObject()
                .put("topic", "test.happened")
                .put("event_id", event.toString())
                .put("nth", nth);
        return connection
                .preparedQuery("SELECT announce($1::text::json, now())")
                .execute(Tuple.of(fact.encode()))
                .mapEmpty();
    }

    @CanIgnoreReturnValue
    List<Row> sql(String sql, Tuple values) {
        return await(shard.pool()
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    long number(String sql) {
        return sql(sql, Tuple.tuple()).get(0).getLong(0);
    }

    /** What the lag of a listener is by its gauge, in seconds. */
    double lag(String listener) {
        return meters.get("evently.outbox.lag")
                .tag("listener", listener)
                .gauge()
                .value();
    }

    /** How many facts a listener has left out. */
    double leftOut(String listener) {
        return meters.get("evently.outbox.left.out")
                .tag("listener", listener)
                .counter()
                .count();
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        deployed.forEach(id -> await(vertx.undeploy(id)));
        await(databases.close());
        await(vertx.close());
    }
}
