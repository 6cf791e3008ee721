package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountOutcome;
import io.evently.account.Caller;
import io.evently.account.EmailAddress;
import io.evently.account.ReadAccount;
import io.evently.account.Role;
import io.evently.account.Tier;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogConfig;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.CatalogVerticle;
import io.evently.catalog.CreateEvent;
import io.evently.catalog.CreateOutcome;
import io.evently.channel.ChannelName;
import io.evently.channel.LocalOutbox;
import io.evently.contact.ContactEndpoints;
import io.evently.contact.ContactVerticle;
import io.evently.delivery.DeadLetterClient;
import io.evently.delivery.DeadLetterVerticle;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.http.Routes;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.notification.NotificationClient;
import io.evently.notification.NotificationEndpoints;
import io.evently.notification.NotificationVerticle;
import io.evently.schedule.Signal;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.MigratedDatabases;
import io.evently.storage.Outages;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.ShardedBus;
import io.evently.storage.StorageConfig;
import io.evently.testing.MutableClock;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

import static io.evently.testing.ContractAssertions.assertDocumented;

/**
 * The edge of notifications over databases of its own, with nobody who delivers, and a clock that a test moves: once with the
 * local outbox and endpoints of any host, as one tries it out, and once as production has it. Every answer must be as the OpenAPI document says.
 */
final class NotificationEdge implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00.250Z");
    static final int SHARDS = 4;

    final MutableClock clock = new MutableClock(NOW);
    /** Rung for new deliveries, so often. */
    final AtomicInteger rings = new AtomicInteger();

    final AtomicReference<@Nullable String> pushKey = new AtomicReference<>();
    private final Vertx vertx = Vertx.vertx();
    private final Databases databases;
    private final TypedBus bus;
    private final Ids ids = new Ids(clock, new Random(2));
    private final Map<UUID, Person> people = new ConcurrentHashMap<>();
    private final EdgeFixture demo;
    private final EdgeFixture production;

    /** Somebody with an account; the token is the id. */
    record Person(UUID id, Role role) {}

    NotificationEdge() {
        StorageConfig storage = new StorageConfig(
                TestServices.freshDatabaseUrl(),
                null,
                List.of(),
                SHARDS,
                4,
                1,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        MigratedDatabases.prepare(storage);
        databases = Databases.open(vertx, storage);
        TypedBus.register(vertx, AccountEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, CatalogEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, ContactEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, DeliveryEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, NotificationEndpoints.FAMILIES, SharedSeal.OPEN);
        bus = new TypedBus(vertx, Duration.ofSeconds(60), Outages::isOutage, SharedSeal.OPEN);
        await(bus.answer(AccountEndpoints.READ, this::account));
        Duration never = Duration.ofDays(1);
        Random random = new Random(1);
        await(vertx.deployVerticle(new CatalogVerticle(
                new CatalogConfig(never, 3, never, never, 10, Duration.ofDays(2), never, 3),
                bus,
                databases.shards(),
                ids,
                random,
                new ShardClocks(databases.shards(), clock))));
        Signal bell = new Signal();
        bell.onRing(rings::incrementAndGet);
        for (Shard shard : databases.shards().all()) {
            await(vertx.deployVerticle(new NotificationVerticle(bus, shard, bell, clock, random)));
            await(vertx.deployVerticle(new DeadLetterVerticle(bus, shard, bell, clock)));
        }
        await(vertx.deployVerticle(new ContactVerticle(
                bus, databases.accounts(), List.of(ChannelName.WEBSOCKET, ChannelName.EMAIL), clock, random)));
        demo = edge(true);
        production = edge(false);
    }

    private EdgeFixture edge(boolean open) {
        ShardedBus sharded = new ShardedBus(bus, SHARDS);
        NotificationClient desk = new NotificationClient(sharded);
        List<Function<Vertx, Routes>> routes = List.of(
                made -> new NotificationRoutes(bus, desk, new DeadLetterClient(sharded), clock),
                made -> new ContactRoutes(bus, () -> Optional.ofNullable(pushKey.get()), open, open),
                made -> new LocalOutboxRoutes(
                        open ? Optional.of(new LocalOutbox(databases.accounts())) : Optional.empty()));
        return EdgeFixture.start(vertx, EdgeFixture.config(), this::verify, routes);
    }

    Person person(Role role) {
        Person person = new Person(ids.next(), role);
        people.put(person.id(), person);
        onAccounts(
                "INSERT INTO account (id, email, name, created_at, updated_at) VALUES ($1, $2, 'Somebody', now(), now())",
                Tuple.of(person.id(), person.id() + "@example.com"));
        return person;
    }

    UUID event() {
        return await(bus.ask(
                        CatalogEndpoints.CREATE_EVENT,
                        new CreateEvent(
                                "An evening",
                                "",
                                "The hall",
                                NOW.plus(Duration.ofDays(30)),
                                10,
                                new BigDecimal("10.00"),
                                "USD"))
                .map(outcome -> ((CreateOutcome.Created) outcome).event().id()));
    }

    /** A new id on a shard. */
    UUID id(int shard) {
        return ids.next(shard);
    }

    /** A notification as a courier left it. */
    @CanIgnoreReturnValue
    UUID stored(int shard, Person recipient, String status, @Nullable UUID broadcast) {
        UUID id = ids.next(shard);
        onShard(
                shard,
                """
                WITH pushed AS (
                    INSERT INTO delivery (notification_id, channel, state, due_at, updated_at)
                    SELECT $1::uuid, 'push', v.state, 'infinity', $5::timestamptz
                      FROM (VALUES ('delivered', 'delivered'), ('pending', 'due')) v (status, state)
                     WHERE v.status = $3)
                INSERT INTO notification (id, recipient, type, title, message, data, broadcast_id, created_at)
                VALUES ($1::uuid, $2, 'news', 'News', 'Something new', '{"seats": 2}', $4, $5::timestamptz)
                """,
                Tuple.of(id, recipient.id(), status, broadcast, clock.instant().atOffset(java.time.ZoneOffset.UTC)));
        return id;
    }

    /** A delivery that was given up. */
    void dead(int shard, UUID notification, String channel) {
        onShard(shard, """
                INSERT INTO delivery (notification_id, channel, state, attempts, due_at, last_error, updated_at)
                VALUES ($1, $2, 'dead', 8, $3, 'connection refused', $3)
                """, Tuple.of(notification, channel, clock.instant().atOffset(java.time.ZoneOffset.UTC)));
    }

    @CanIgnoreReturnValue
    List<Row> onShard(int shard, String sql, Tuple values) {
        return rows(databases.shards().shard(shard).pool(), sql, values);
    }

    @CanIgnoreReturnValue
    List<Row> onAccounts(String sql, Tuple values) {
        return rows(databases.accounts(), sql, values);
    }

    /** As if nothing had been said yet. */
    void forget() {
        for (int shard = 0; shard < SHARDS; shard++) {
            onShard(
                    shard,
                    "TRUNCATE notification, delivery, delivery_attempt, channel_count, broadcast, outbox",
                    Tuple.tuple());
        }
        onAccounts("TRUNCATE webhook, push_subscription, notification_preference, local_outbox", Tuple.tuple());
        rings.set(0);
        pushKey.set(null);
    }

    Answer send(@Nullable Person person, String method, String path, @Nullable String body) {
        return checked(demo, person, method, path, body);
    }

    Answer inProduction(@Nullable Person person, String method, String path, @Nullable String body) {
        return checked(production, person, method, path, body);
    }

    private static Answer checked(
            EdgeFixture edge, @Nullable Person person, String method, String path, @Nullable String body) {
        String base = path.startsWith("/outbox") ? "" : "/api/v1/notifications";
        try {
            Answer answer = person == null
                    ? edge.send(method, base + path, body)
                    : edge.send(method, base + path, body, "Authorization", "Bearer " + person.id());
            assertDocumented(answer.response());
            return answer;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String codeOf(Answer answer) {
        return answer.status() + " " + answer.json().path("code").asText();
    }

    /** The data of an answer of that status. */
    @CanIgnoreReturnValue
    static JsonNode data(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.status() + ": " + answer.text());
        }
        return answer.json().path("data");
    }

    private Future<AccountOutcome> account(ReadAccount question) {
        Person person = people.get(question.accountId());
        return Future.succeededFuture(
                person == null
                        ? new AccountOutcome.Unknown()
                        : new AccountOutcome.Found(new Account(
                                person.id(),
                                new EmailAddress(person.id() + "@example.com"),
                                "Somebody",
                                person.role(),
                                Tier.BASIC,
                                true,
                                NOW)));
    }

    private Optional<Caller> verify(String token) {
        return Optional.ofNullable(people.get(UUID.fromString(token)))
                .map(person ->
                        new Caller(person.id(), person.id() + "@example.com", person.role(), token, Instant.MAX));
    }

    private static List<Row> rows(Pool pool, String sql, Tuple values) {
        return await(pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(120, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        demo.close();
        production.close();
        await(vertx.close());
    }
}
