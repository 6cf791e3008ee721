package io.evently.live;

import io.evently.account.AccountEndpoints;
import io.evently.account.Caller;
import io.evently.account.Revocation;
import io.evently.account.Role;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.SeatCounts;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.contact.ContactEndpoints;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.delivery.SocketDelivery;
import io.evently.delivery.SocketDelivery.SocketMessage;
import io.evently.delivery.SocketReceipts;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.HttpConfig;
import io.evently.http.server.SocketSettings;
import io.evently.live.bridge.EventBusEdge;
import io.evently.live.socketio.SocketIoEdge;
import io.evently.notification.NotificationEndpoints;
import io.evently.storage.Outages;
import io.evently.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import static java.util.concurrent.TimeUnit.SECONDS;

/** Sockets on a free port, without databases; the test says which tokens are good and plays the rest of the cluster. */
final class LiveFixture implements AutoCloseable {
    static final String NODE = "here";

    private static final Duration LONG = Duration.ofHours(1);
    private static final long PATIENCE_S = 60;

    private final Vertx vertx;
    private final TypedBus bus;
    private final EdgeFixture edge;
    private final SocketSettings settings;
    private final Map<String, Caller> tokens = new ConcurrentHashMap<>();
    final MutableClock clock = new MutableClock(Instant.parse("2026-06-01T10:00:00Z"));
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Live live;

    private LiveFixture(Vertx vertx, LiveConfig config, HttpConfig http) throws TimeoutException {
        this.vertx = vertx;
        TypedBus.register(vertx, AccountEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, CatalogEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, ContactEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, DeliveryEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, NotificationEndpoints.FAMILIES, SharedSeal.OPEN);
        this.bus = new TypedBus(vertx, Duration.ofSeconds(PATIENCE_S), Outages::isOutage, SharedSeal.OPEN);
        this.live = new Live(config, this::verify, registry, clock);
        String deployed =
                vertx.deployVerticle(new LiveVerticle(live, bus, NODE)).await(PATIENCE_S, SECONDS);
        assert deployed != null;
        this.settings = new SocketSettings(
                List.of(EventBusEdge.factory(live), SocketIoEdge.factory(live)), live.longestFrame());
        this.edge = EdgeFixture.start(vertx, http, this::verify, List.of(), settings);
    }

    static LiveFixture start(Vertx vertx) throws TimeoutException {
        return start(vertx, config(), EdgeFixture.config());
    }

    static LiveFixture start(Vertx vertx, LiveConfig config, HttpConfig http) throws TimeoutException {
        return new LiveFixture(vertx, config, http);
    }

    /** The defaults, but for times: what a clock does is done often or practically never. */
    static LiveConfig config() {
        return new LiveConfig(20, 64, 16_384, 20, 60, 10, 100, 65_536, LONG, Duration.ofMillis(50), 1_000);
    }

    /** For another edge of the same node. */
    SocketSettings settings() {
        return settings;
    }

    EdgeFixture edge() {
        return edge;
    }

    BridgeClient client() throws TimeoutException {
        return BridgeClient.connect(vertx, edge.port());
    }

    BridgeClient client(String origin) throws TimeoutException {
        return BridgeClient.connect(vertx, edge.port(), origin);
    }

    /** A good token of that user, for an hour. */
    String token(UUID user) {
        return token(user, LONG);
    }

    String token(UUID user, Duration life) {
        return token(user, Role.USER, life);
    }

    /** A good token of that admin, for an hour. */
    String adminToken(UUID user) {
        return token(user, Role.ADMIN, LONG);
    }

    private String token(UUID user, Role role, Duration life) {
        String token = UUID.randomUUID().toString();
        tokens.put(
                token,
                new Caller(
                        user,
                        "a@example.com",
                        role,
                        "id-" + token,
                        clock.instant().plus(life)));
        return token;
    }

    /** Refuses the token from now on, and tells the cluster, as the accounts do. */
    void revoke(String token) {
        tokens.remove(token);
        bus.announce(
                AccountEndpoints.REVOKED,
                new Revocation.OfToken(null, "id-" + token, clock.instant().plus(LONG)));
    }

    /** Refuses the user's tokens from now on, and tells the cluster. */
    void revokeAll(UUID user) {
        tokens.values().removeIf(caller -> caller.userId().equals(user));
        bus.announce(
                AccountEndpoints.REVOKED,
                new Revocation.OfAccount(user, 2, clock.instant().plus(LONG)));
    }

    /** Writes to the user's sockets, as another node asks this one; whether any took it. */
    boolean deliver(UUID user, String type, String title) throws TimeoutException {
        return deliver(user, type, new JsonObject().put("type", type).put("title", title));
    }

    boolean deliver(UUID user, String type, JsonObject body) throws TimeoutException {
        SocketMessage message = new SocketMessage(UUID.randomUUID(), user, type, body.encode());
        SocketReceipts receipts = bus.askFar(
                        DeliveryEndpoints.SOCKETS.on(NODE),
                        new SocketDelivery(List.of(message)),
                        Duration.ofSeconds(PATIENCE_S))
                .await(PATIENCE_S, SECONDS);
        return receipts.written().contains(message.notificationId());
    }

    void announceSeats(UUID event, long sequence, int available) {
        SeatCount count = new SeatCount(
                event, sequence, 100, available, 0, 0, new BigDecimal("10.00"), "USD", "active", 1, clock.instant());
        bus.announce(CatalogEndpoints.SEATS_CHANGED, new SeatCounts(List.of(count)));
    }

    TypedBus bus() {
        return bus;
    }

    double refused(String reason) {
        return registry.find("evently.live.refused").tag("reason", reason).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double sockets() {
        return registry.find("evently.live.sockets").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    @Override
    public void close() {
        edge.close();
    }

    private Optional<Caller> verify(String token) {
        return Optional.ofNullable(tokens.get(token))
                .filter(caller -> clock.instant().isBefore(caller.expiresAt()));
    }
}
