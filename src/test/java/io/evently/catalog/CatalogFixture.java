package io.evently.catalog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Outages;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.evently.storage.StorageConfig;
import io.evently.testing.MutableClock;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** A catalogue over databases of its own, with a clock that a test moves. */
public final class CatalogFixture implements AutoCloseable {
    /** Where the clock stands at first. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00.250Z");

    static final Duration OFTEN = Duration.ofMillis(20);
    static final Duration NEVER = Duration.ofDays(1);

    private final Vertx vertx = Vertx.vertx();
    private final MutableClock clock = new MutableClock(NOW);
    private final Databases databases;
    private final TypedBus bus;

    public CatalogFixture() {
        this(config(NEVER));
    }

    CatalogFixture(CatalogConfig config) {
        this(config, storage(TestServices.freshDatabaseUrl()));
    }

    CatalogFixture(StorageConfig storage) {
        this(config(NEVER), storage);
    }

    static StorageConfig storage(String url) {
        return new StorageConfig(
                url,
                null,
                List.of(),
                4,
                4,
                1,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }

    private CatalogFixture(CatalogConfig config, StorageConfig storage) {
        MigratedDatabases.prepare(storage);
        databases = Databases.open(vertx, storage);
        TypedBus.register(vertx, CatalogEndpoints.FAMILIES, SharedSeal.OPEN);
        bus = new TypedBus(vertx, Duration.ofSeconds(60), Outages::isOutage, SharedSeal.OPEN);
        Random random = new Random(1);
        Ids ids = new Ids(clock, random);
        await(vertx.deployVerticle(
                new CatalogVerticle(config, bus, shards(), ids, random, new ShardClocks(shards(), clock))));
    }

    static CatalogConfig config(Duration interval) {
        return new CatalogConfig(interval, 3, interval, interval, 10, Duration.ofDays(2), interval, 3);
    }

    public Vertx vertx() {
        return vertx;
    }

    public TypedBus bus() {
        return bus;
    }

    public MutableClock clock() {
        return clock;
    }

    public Shards shards() {
        return databases.shards();
    }

    Shard shardOf(UUID event) {
        return shards().of(event).orElseThrow();
    }

    <Q extends BusMessage, A extends BusMessage> A ask(Endpoint<Q, A> endpoint, Q question) {
        return await(bus.ask(endpoint, question));
    }

    Event create(CreateEvent wish) {
        return ((CreateOutcome.Created) ask(CatalogEndpoints.CREATE_EVENT, wish)).event();
    }

    Event createWithSeats(int capacity) {
        return create(wish("Event", capacity, "10.00"));
    }

    static CreateEvent wish(String name, int capacity, String price) {
        return new CreateEvent(
                name, "", "Venue", NOW.plus(Duration.ofDays(30)), capacity, new BigDecimal(price), "USD");
    }

    Event get(UUID id) {
        return ((EventLookup.Found) ask(CatalogEndpoints.GET_EVENT, new GetEvent(id, 0))).event();
    }

    /** What bookings do to the counters. */
    public void take(UUID event, int sold, int held) {
        List<Row> ignored = sql(
                shardOf(event),
                "UPDATE event SET seats_sold = $2, seats_held = $3 WHERE id = $1",
                Tuple.of(event, sold, held));
    }

    List<Row> sql(Shard shard, String sql, Tuple values) {
        return await(shard.pool()
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    List<String> outbox(UUID subject) {
        return sql(shardOf(subject), """
                        SELECT fact->>'topic' FROM outbox, json_array_elements(facts) WITH ORDINALITY AS f (fact, nth)
                         WHERE fact->>'event_id' = $1 ORDER BY id, nth
                        """, Tuple.of(subject.toString())).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @CanIgnoreReturnValue
    public static <T> T await(Future<T> future) {
        try {
            return future.await(120, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
