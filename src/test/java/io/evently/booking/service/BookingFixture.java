package io.evently.booking.service;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingEndpoints;
import io.evently.booking.BookingOutcome;
import io.evently.booking.IdempotencyKey;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.cluster.Cluster;
import io.evently.cluster.ClusterConfig;
import io.evently.cluster.EventLocks;
import io.evently.invariants.InvariantChecker;
import io.evently.schedule.Foreground;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Outages;
import io.evently.storage.Shard;
import io.evently.storage.ShardedBus;
import io.evently.storage.Shards;
import io.evently.storage.StorageConfig;
import io.evently.testing.MutableClock;
import io.evently.testing.TestServices;
import io.evently.waitlist.WaitlistClient;
import io.evently.waitlist.WaitlistConfig;
import io.evently.waitlist.WaitlistEndpoints;
import io.evently.waitlist.WaitlistVerticle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** Booking and waitlists on real databases: any number of clustered nodes in this JVM. Waitlists sweep only when asked. */
public final class BookingFixture implements AutoCloseable {
    /** The usual windows, swept by nobody but the test. */
    public static final WaitlistConfig WAITLIST = new WaitlistConfig(
                    List.of(), 3, Duration.ofDays(2), Duration.ofHours(1), 500, 200, 20_000, Duration.ofMinutes(1), 100)
            .withWindows(false);

    private static final long PATIENCE_SECONDS = 120;

    public final MutableClock clock = new MutableClock(Instant.now());
    private final StorageConfig storage;
    private final ClusterConfig clusterConfig;
    private final BookingConfig config;
    private final List<Node> nodes = new ArrayList<>();
    private final Ids ids = new Ids(clock, new SecureRandom());

    /** One node and what it needs. */
    public record Node(
            Cluster cluster,
            Databases databases,
            BookingClient desk,
            WaitlistClient waitlist,
            List<String> bookingVerticles) {
        Vertx vertx() {
            return cluster.vertx();
        }
    }

    public BookingFixture(BookingConfig config, int nodeCount) {
        this(config, storage(TestServices.freshDatabaseUrl()), nodeCount);
    }

    BookingFixture(BookingConfig config, StorageConfig storage, int nodeCount) {
        this.config = config;
        this.storage = storage;
        this.clusterConfig = ClusterConfig.loopback("booking-" + UUID.randomUUID(), TestServices.freePorts(10), 10);
        MigratedDatabases.prepare(storage);
        for (int i = 0; i < nodeCount; i++) {
            addNode();
        }
    }

    public static BookingConfig config() {
        return new BookingConfig(
                Duration.ofSeconds(60),
                10,
                Duration.ofMinutes(10),
                10,
                2,
                Duration.ofMillis(100),
                5_000,
                20_000,
                500,
                2,
                Duration.ofSeconds(20),
                Duration.ofMillis(50),
                200,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                10_000,
                Duration.ofHours(24));
    }

    @CanIgnoreReturnValue
    Node addNode() {
        return addNode(UnaryOperator.identity());
    }

    @CanIgnoreReturnValue
    Node addNode(UnaryOperator<EventLocks> locks) {
        return addNode(config, locks, storage);
    }

    /** A node of its own kind, such as one that reaches the databases over a line that a test can damage. */
    @CanIgnoreReturnValue
    Node addNode(BookingConfig itsConfig, UnaryOperator<EventLocks> locks, StorageConfig itsStorage) {
        Cluster cluster = await(Cluster.join(clusterConfig, new VertxOptions(), UnaryOperator.identity()));
        TypedBus.register(cluster.vertx(), BookingEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(cluster.vertx(), WaitlistEndpoints.FAMILIES, SharedSeal.OPEN);
        Databases databases = Databases.open(cluster.vertx(), itsStorage);
        List<String> verticles = new ArrayList<>();
        TypedBus bus =
                new TypedBus(cluster.vertx(), Duration.ofSeconds(PATIENCE_SECONDS), Outages::isOutage, SharedSeal.OPEN);
        SecureRandom random = new SecureRandom();
        for (Shard shard : databases.shards().all()) {
            verticles.add(await(cluster.vertx()
                    .deployVerticle(new BookingVerticle(
                            itsConfig,
                            bus,
                            shard,
                            locks.apply(cluster.locks()),
                            new Foreground(),
                            new SimpleMeterRegistry(),
                            clock,
                            random))));
            verticles.add(await(cluster.vertx()
                    .deployVerticle(new WaitlistVerticle(
                            WAITLIST, bus, shard, itsConfig.maxQuantity(), new SimpleMeterRegistry(), clock, random))));
        }
        await(cluster.vertx().deployVerticle(new BookingQueryVerticle(bus, databases.shards())));
        Node node = new Node(
                cluster,
                databases,
                new BookingClient(new ShardedBus(bus, databases.shards().count())),
                new WaitlistClient(new ShardedBus(bus, databases.shards().count())),
                List.copyOf(verticles));
        nodes.add(node);
        return node;
    }

    public Node node(int number) {
        return nodes.get(number);
    }

    public Shards shards() {
        return nodes.get(0).databases().shards();
    }

    public UUID anEvent(int seats) {
        return anEvent(0, seats);
    }

    UUID anEvent(int shard, int seats) {
        UUID id = ids.next(shard);
        execute(shard, """
                INSERT INTO event (id, name, venue, event_date, total_capacity, price, created_at, updated_at)
                VALUES ($1, 'Concert', 'Hall', $2, $3, 19.99, $4, $4)
                """, Tuple.of(id, at(clock.instant().plus(Duration.ofDays(30))), seats, at(clock.instant())));
        return id;
    }

    public Row event(UUID id) {
        return execute(shardOf(id), "SELECT * FROM event WHERE id = $1", Tuple.of(id))
                .get(0);
    }

    @CanIgnoreReturnValue
    public List<Row> execute(int shard, String sql, Tuple parameters) {
        return await(shards().shard(shard)
                .pool()
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> {
                    List<Row> all = new ArrayList<>();
                    rows.forEach(all::add);
                    return all;
                }));
    }

    public int shardOf(UUID id) {
        return shards().of(id).orElseThrow().number();
    }

    BookSeats wish(UUID event, int quantity) {
        return wish(event, UUID.randomUUID(), quantity, null);
    }

    public BookSeats wish(UUID event, UUID user, int quantity, IdempotencyKey key) {
        return new BookSeats(event, user, quantity, null, false, key, deadline());
    }

    public BookSeats hold(UUID event, UUID user, int quantity) {
        return new BookSeats(event, user, quantity, null, true, null, deadline());
    }

    public BookingChange change(Booking booking) {
        return new BookingChange(booking.id(), booking.userId(), false, null, deadline());
    }

    public Instant deadline() {
        return clock.instant().plus(config.deadline());
    }

    BookingOutcome book(UUID event, int quantity) {
        return await(nodes.get(0).desk().book(wish(event, quantity)));
    }

    @CanIgnoreReturnValue
    public Booking booked(BookSeats wish) {
        BookingOutcome outcome = await(nodes.get(0).desk().book(wish));
        assertThat(outcome).isInstanceOf(BookingOutcome.Booked.class);
        return ((BookingOutcome.Booked) outcome).booking();
    }

    public void assertInvariants() {
        assertThat(await(new InvariantChecker(shards(), new InvariantChecker.HoldLimit(config.maxHeldSeats(), clock))
                        .check()))
                .isEmpty();
    }

    static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    @CanIgnoreReturnValue
    public static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node ->
                await(node.databases().close().eventually(() -> node.cluster().leave())));
    }

    public StorageConfig storage() {
        return storage;
    }

    static StorageConfig storage(String url) {
        return new StorageConfig(
                url,
                null,
                List.of(),
                4,
                4,
                2,
                10_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
    }

    private static java.time.OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
