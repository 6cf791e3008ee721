package io.evently.notification;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.booking.service.BookingFixture;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.SeatCountVerticle;
import io.evently.catalog.SeatFeed;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.contact.ContactEndpoints;
import io.evently.contact.Integrators;
import io.evently.delivery.Connected;
import io.evently.delivery.DeliveryConfig;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.delivery.DeliveryVerticle;
import io.evently.delivery.Handover;
import io.evently.delivery.Presence;
import io.evently.delivery.SocketDelivery;
import io.evently.delivery.SocketReceipts;
import io.evently.delivery.WhoIsConnected;
import io.evently.outbox.FactListener;
import io.evently.outbox.OutboxConfig;
import io.evently.outbox.OutboxVerticle;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.BackgroundConfig;
import io.evently.schedule.Foreground;
import io.evently.schedule.Signal;
import io.evently.storage.Ids;
import io.evently.storage.Outages;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import static io.evently.booking.service.BookingFixture.await;

/** Bookings and their notifications on real databases, with channels and sockets of the test's own. */
final class NotificationFixture implements AutoCloseable {
    final BookingFixture bookings;
    /** Who has a socket, on every node. */
    final Set<UUID> connected = ConcurrentHashMap.newKeySet();

    final List<SocketDelivery.SocketMessage> onSockets = new java.util.concurrent.CopyOnWriteArrayList<>();
    /** Of the outboxes, on every node. */
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final DeliveryConfig config;
    private final List<String> deliveries = new ArrayList<>();

    NotificationFixture(int nodes) {
        this(nodes, config(8));
    }

    NotificationFixture(int nodes, DeliveryConfig config) {
        this.bookings = new BookingFixture(BookingFixture.config(), nodes);
        this.config = config;
        for (int i = 0; i < nodes; i++) {
            BookingFixture.Node node = bookings.node(i);
            Vertx vertx = node.cluster().vertx();
            TypedBus.register(vertx, CatalogEndpoints.FAMILIES, SharedSeal.OPEN);
            TypedBus.register(vertx, ContactEndpoints.FAMILIES, SharedSeal.OPEN);
            TypedBus.register(vertx, DeliveryEndpoints.FAMILIES, SharedSeal.OPEN);
            TypedBus.register(vertx, NotificationEndpoints.FAMILIES, SharedSeal.OPEN);
            await(bus(i).answerFar(DeliveryEndpoints.SOCKETS.on(node.cluster().nodeName()), this::write));
            await(bus(i).answerFar(
                            DeliveryEndpoints.WHO_IS_CONNECTED.on(node.cluster().nodeName()), this::whoIsConnected));
        }
    }

    static DeliveryConfig config(int attempts) {
        return config(attempts, 100_000);
    }

    static DeliveryConfig config(int attempts, int mailsPerDay) {
        return config(attempts, mailsPerDay, 1_000);
    }

    static DeliveryConfig config(int attempts, int mailsPerDay, int socketsAtOnce) {
        return new DeliveryConfig(
                200,
                Duration.ofMillis(50),
                Duration.ofMinutes(1),
                attempts,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofHours(1),
                20,
                Duration.ofMillis(200),
                3,
                Duration.ofDays(3),
                socketsAtOnce,
                8,
                8,
                8,
                8,
                mailsPerDay,
                100_000,
                List.of(ChannelName.WEBSOCKET, ChannelName.EMAIL),
                1_000,
                List.of(Duration.ofHours(24), Duration.ofHours(1)),
                Duration.ofDays(90));
    }

    /** Starts listeners and deliveries on a node. */
    void start(int node, Map<ChannelName, Channel> channels) {
        start(node, channels, UnaryOperator.identity());
    }

    /** The same, with something around the listener that makes notifications, and listeners beside it. */
    void start(
            int node, Map<ChannelName, Channel> channels, UnaryOperator<FactListener> around, FactListener... further) {
        Signal due = new Signal();
        BackgroundBudget spare =
                new BackgroundBudget(new Foreground(), new BackgroundConfig(0.5, Duration.ofMillis(2)));
        Vertx vertx = bookings.node(node).cluster().vertx();
        Integrators integrators =
                new Integrators(bookings.node(node).databases().accounts());
        await(integrators.read());
        SecureRandom random = new SecureRandom();
        Presence presence = new Presence(bus(node), bookings.node(node).cluster()::nodeNames);
        Handover handover = new Handover(config.lease());
        ShardClocks clocks = new ShardClocks(bookings.node(node).databases().shards(), bookings.clock);
        deliveries.add(await(vertx.deployVerticle(new DeliveryVerticle(
                config,
                bus(node),
                bookings.node(node).databases().shards(),
                bookings.node(node).databases().accounts(),
                channels,
                integrators,
                due,
                spare,
                handover,
                bookings.node(node).cluster()::nodeNames,
                new SimpleMeterRegistry(),
                clocks,
                new Random(1)))));
        await(vertx.deployVerticle(
                new BroadcastVerticle(config, bookings.node(node).databases().shards(), presence, due, spare, clocks)));
        for (Shard shard : bookings.node(node).databases().shards().all()) {
            Signal seatsMoved = new Signal();
            await(vertx.deployVerticle(new SeatCountVerticle(bus(node), shard, seatsMoved, spare, bookings.clock)));
            List<FactListener> listeners = new ArrayList<>();
            listeners.add(new SeatFeed(bus(node), seatsMoved));
            listeners.add(around.apply(new NotificationListener(
                    shard.number(),
                    bus(node),
                    new Ids(bookings.clock, random),
                    integrators,
                    due,
                    presence,
                    handover,
                    bookings.clock)));
            listeners.addAll(List.of(further));
            await(vertx.deployVerticle(new OutboxVerticle(
                    new OutboxConfig(
                            500,
                            Duration.ofMillis(100),
                            Duration.ofMillis(5),
                            Duration.ofSeconds(30),
                            Duration.ofDays(7)),
                    shard,
                    listeners,
                    spare,
                    meters,
                    bookings.clock)));
        }
    }

    /** Stops the deliveries of a node, as a node that stops does. */
    void stopDeliveries(int node) {
        await(bookings.node(node).cluster().vertx().undeploy(deliveries.get(node)));
    }

    /** An integrator's endpoint for some topics, which starts read. */
    UUID aWebhook(UUID owner, String url, String... topics) {
        UUID id = UUID.randomUUID();
        accounts(
                "INSERT INTO webhook (id, url, secret, topics, created_by, created_at) VALUES ($1, $2, $3, $4, $5, now())",
                Tuple.of(id, url, "whsec_" + Base64.getEncoder().encodeToString(new byte[32]), topics, owner));
        return id;
    }

    TypedBus bus(int node) {
        return new TypedBus(
                bookings.node(node).cluster().vertx(), Duration.ofSeconds(30), Outages::isOutage, SharedSeal.OPEN);
    }

    UUID aUser(String name) {
        return aUserAt(name, "example.com");
    }

    UUID aUserAt(String name, String domain) {
        UUID id = UUID.randomUUID();
        accounts(
                "INSERT INTO account (id, email, name, created_at, updated_at) VALUES ($1, $2, $3, now(), now())",
                Tuple.of(id, name + "-" + id + "@" + domain, name));
        return id;
    }

    void prefers(UUID user, String phone, ChannelName... channels) {
        String[] codes = List.of(channels).stream().map(ChannelName::code).toArray(String[]::new);
        accounts(
                "INSERT INTO notification_preference (user_id, channels, phone, updated_at) VALUES ($1, $2, $3, now())",
                Tuple.of(user, codes, phone));
    }

    @CanIgnoreReturnValue
    List<Row> accounts(String sql, Tuple parameters) {
        return await(bookings.node(0)
                .databases()
                .accounts()
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> {
                    List<Row> all = new ArrayList<>();
                    rows.forEach(all::add);
                    return all;
                }));
    }

    /** Notifications of a user on a shard, the oldest first. */
    List<Row> notifications(UUID event, UUID user) {
        return bookings.execute(bookings.shardOf(event), """
                SELECT n.id, n.type, n.title, n.message, n.data, n.broadcast_id, n.created_at, n.read_at, n.event_id, n.fact,
                       n.recipient,
                       CASE WHEN bool_or(d.state = 'delivered') THEN 'delivered'
                            WHEN bool_or(d.state = 'due') THEN 'pending'
                            ELSE 'failed' END AS status
                  FROM notification n LEFT JOIN delivery d ON d.notification_id = n.id
                 WHERE recipient = $1 GROUP BY n.id ORDER BY n.created_at, n.id
                """, Tuple.of(user));
    }

    /** {@code channel state attempts} of each delivery of a notification. */
    List<String> deliveries(UUID event, UUID notification) {
        return bookings
                .execute(
                        bookings.shardOf(event),
                        "SELECT channel || ' ' || state AS line FROM delivery WHERE notification_id = $1 ORDER BY channel",
                        Tuple.of(notification))
                .stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    List<Row> attempts(UUID event, UUID notification) {
        return bookings.execute(
                bookings.shardOf(event),
                "SELECT * FROM every_attempt WHERE notification_id = $1 ORDER BY at, nth",
                Tuple.of(notification));
    }

    java.time.OffsetDateTime now() {
        return bookings.clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Future<Connected> whoIsConnected(WhoIsConnected question) {
        Set<UUID> here = new HashSet<>(question.users());
        here.retainAll(connected);
        return Future.succeededFuture(new Connected(here));
    }

    private Future<SocketReceipts> write(SocketDelivery delivery) {
        Set<UUID> written = ConcurrentHashMap.newKeySet();
        delivery.messages().forEach(message -> {
            if (connected.contains(message.userId())) {
                onSockets.add(message);
                written.add(message.notificationId());
            }
        });
        return Future.succeededFuture(new SocketReceipts(written));
    }

    @Override
    public void close() {
        bookings.close();
    }
}
