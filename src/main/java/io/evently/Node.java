package io.evently;

import io.evently.account.AccountEndpoints;
import io.evently.account.TokenVerifier;
import io.evently.account.service.AccountServices;
import io.evently.account.service.AccountVerticle;
import io.evently.account.service.SharedSecrets;
import io.evently.api.AccountAdminRoutes;
import io.evently.api.AuthRoutes;
import io.evently.api.BookingRoutes;
import io.evently.api.CatalogRoutes;
import io.evently.api.ContactRoutes;
import io.evently.api.LocalOutboxRoutes;
import io.evently.api.NotificationRoutes;
import io.evently.api.SystemRoutes;
import io.evently.api.WaitlistRoutes;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingEndpoints;
import io.evently.booking.service.BookingQueryVerticle;
import io.evently.booking.service.BookingVerticle;
import io.evently.bus.Outages;
import io.evently.bus.TypedBus;
import io.evently.cache.RedisConnection;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.CatalogUpkeepVerticle;
import io.evently.catalog.CatalogVerticle;
import io.evently.catalog.DemoEvents;
import io.evently.channel.LocalOutbox;
import io.evently.channel.VapidKeyPair;
import io.evently.cluster.Cluster;
import io.evently.config.Profile;
import io.evently.contact.ContactEndpoints;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.http.HttpVerticle;
import io.evently.http.Routes;
import io.evently.http.SocketSettings;
import io.evently.live.Live;
import io.evently.live.LiveVerticle;
import io.evently.notification.NotificationClient;
import io.evently.notification.NotificationConfig;
import io.evently.notification.NotificationEndpoints;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.waitlist.WaitlistClient;
import io.evently.waitlist.WaitlistEndpoints;
import io.evently.waitlist.WaitlistVerticle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: joins the cluster, opens the databases, deploys every verticle, the HTTP edge last; stops in reverse. The
 * databases must be migrated and the configuration must name them.
 */
final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    /** Longer than a request may take, so that its own answer arrives first. */
    private static final Duration BUS_MARGIN = Duration.ofSeconds(2);

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final long START_PAUSE_MS = 500;
    private static final long CLOSE_PATIENCE_MS = 5_000;
    private static final Duration LONG_QUESTION = Duration.ofMinutes(15);

    private final ServerConfig config;
    private final Cluster cluster;
    private final Databases databases;
    private final RedisConnection redis;
    private final NodeMetrics meters;
    private final BookingVerticleFactory booking;
    private final NodeHealth health;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final TypedBus bus;
    private final TypedBus patientBus;
    private final Deque<String> deployed = new ArrayDeque<>();

    private Node(ServerConfig config, Cluster cluster, NodeMetrics meters, BookingVerticleFactory booking) {
        Vertx vertx = cluster.vertx();
        this.config = config;
        this.cluster = cluster;
        this.meters = meters;
        this.booking = booking;
        this.databases = Databases.open(vertx, config.storage());
        this.redis = new RedisConnection(vertx, config.cache());
        this.health = new NodeHealth(cluster, databases, redis);
        this.bus = new TypedBus(vertx, config.booking().deadline().plus(BUS_MARGIN));
        this.patientBus = new TypedBus(vertx, LONG_QUESTION);
    }

    /** Starts a node; the future completes when it answers HTTP. What had started is stopped when the rest fails. */
    static Future<Node> start(ServerConfig config) {
        NodeMetrics meters = new NodeMetrics();
        return join(config, meters).compose(cluster -> start(config, cluster, meters));
    }

    /** Joins the cluster, which needs no database. Blocks the calling thread while Hazelcast starts. */
    static Future<Cluster> join(ServerConfig config, NodeMetrics meters) {
        return Cluster.join(config.cluster(), NodeMetrics.options(), meters::on);
    }

    /** The rest of the start, on a cluster that was joined with the same meters. */
    static Future<Node> start(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        return start(config, cluster, meters, BookingVerticle::new);
    }

    /** A node that books in another way, to be compared with. */
    static Future<Node> start(
            ServerConfig config, Cluster cluster, NodeMetrics meters, BookingVerticleFactory booking) {
        Node node = new Node(config, cluster, meters, booking);
        return node.open().map(opened -> node).recover(e -> node.stop().transform(stopped -> Future.failedFuture(e)));
    }

    /** As much of a node as needs no database; it knows no token and is never ready. */
    static Future<Node> rehearse(ServerConfig config, Cluster cluster, NodeMetrics meters) {
        Node node = new Node(config, cluster, meters, BookingVerticle::new);
        node.registerMessages();
        return node.deployRest(token -> Optional.empty(), config.notification()).map(node);
    }

    /**
     * Leaves: says that it is not ready, takes no more requests, lets what waits finish, then goes. Gives up waiting
     * after the configured patience.
     */
    Future<Void> stop() {
        health.drain();
        Vertx vertx = cluster.vertx();
        Duration delay = config.shutdown().drainDelay();
        Future<?> drained = delay.isZero() || deployed.isEmpty()
                ? Future.succeededFuture()
                : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS);
        return drained.compose(done -> undeploy())
                .timeout(delay.plus(config.shutdown().patience()).toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(e -> log.warn("Not everything finished in time: {}", e.getMessage()))
                .eventually(() -> bounded(redis.close()))
                .eventually(() -> bounded(databases.close()))
                .eventually(cluster::leave)
                .eventually(() -> {
                    meters.close();
                    return Future.succeededFuture();
                })
                .otherwiseEmpty();
    }

    // A server that is gone may never say goodbye, and must not keep a node from leaving.
    private static Future<Void> bounded(Future<Void> closing) {
        return closing.timeout(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS)
                .onFailure(e -> log.warn("Connections could not be closed: {}", e.getMessage()))
                .otherwiseEmpty();
    }

    private void registerMessages() {
        TypedBus.register(cluster.vertx(), AccountEndpoints.FAMILIES);
        TypedBus.register(cluster.vertx(), CatalogEndpoints.FAMILIES);
        TypedBus.register(cluster.vertx(), BookingEndpoints.FAMILIES);
        TypedBus.register(cluster.vertx(), WaitlistEndpoints.FAMILIES);
        TypedBus.register(cluster.vertx(), ContactEndpoints.FAMILIES);
        TypedBus.register(cluster.vertx(), DeliveryEndpoints.FAMILIES);
        TypedBus.register(cluster.vertx(), NotificationEndpoints.FAMILIES);
    }

    private Future<Void> open() {
        registerMessages();
        Future<Void> events = patiently(this::demoEvents);
        Future<AccountServices> identity = patiently(
                () -> AccountServices.open(cluster.vertx(), bus, databases.accounts(), config.account(), clock));
        Future<NotificationConfig> notification = patiently(this::pushKeys);
        // All are awaited whatever becomes of any: a node that gives up closes the pools they use.
        return Future.join(events, identity, notification)
                .compose(all -> deployAll(identity.result(), notification.result()))
                .onSuccess(done -> health.ready());
    }

    // The databases were there a moment ago: on a busy machine their first connections may still come late.
    private <T> Future<T> patiently(Supplier<Future<T>> step) {
        return patiently(step, clock.instant().plus(START_PATIENCE));
    }

    private <T> Future<T> patiently(Supplier<Future<T>> step, Instant end) {
        return step.get()
                .recover(e -> Outages.isOutage(e) && clock.instant().isBefore(end)
                        ? cluster.vertx()
                                .timer(START_PAUSE_MS, TimeUnit.MILLISECONDS)
                                .compose(fired -> patiently(step, end))
                        : Future.failedFuture(e));
    }

    private Future<Void> demoEvents() {
        return config.account().profile() == Profile.DEMO
                ? new DemoEvents(databases.shards(), clock).create().mapEmpty()
                : Future.succeededFuture();
    }

    // Browsers bind their subscriptions to the key, so all nodes and all starts must have the same.
    private Future<NotificationConfig> pushKeys() {
        NotificationConfig given = config.notification();
        if (config.account().profile() != Profile.DEMO || given.push().keys().isPresent()) {
            return Future.succeededFuture(given);
        }
        VapidKeyPair made = VapidKeyPair.generate();
        return SharedSecrets.getOrKeep(databases.accounts(), "vapid", made.publicKey() + ' ' + made.privateKey())
                .map(kept -> {
                    String[] keys = kept.split(" ", 2);
                    return given.withKeys(new VapidKeyPair(keys[0], keys[1]));
                });
    }

    private Future<Void> deployAll(AccountServices identity, NotificationConfig notification) {
        return deploy(new AccountVerticle(bus, identity, config.account()))
                .onSuccess(deployed::push)
                .compose(id -> deployRest(identity.verifier(), notification));
    }

    private Future<Void> deployRest(TokenVerifier verifier, NotificationConfig notification) {
        Ids ids = new Ids(clock, random);
        List<Supplier<Future<String>>> steps = new ArrayList<>();
        steps.add(() -> deploy(new CatalogVerticle(config.catalog(), bus, databases.shards(), ids, random, clock)));
        steps.add(() -> deploy(new CatalogUpkeepVerticle(config.catalog(), databases.shards(), clock)));
        for (Shard shard : databases.shards().all()) {
            steps.add(() -> deploy(
                    booking.of(config.booking(), bus, shard, cluster.locks(), meters.registry(), clock, random)));
            steps.add(() -> deploy(new WaitlistVerticle(
                    config.waitlist(), bus, shard, config.booking().maxQuantity(), meters.registry(), clock, random)));
        }
        steps.add(() -> deploy(new BookingQueryVerticle(bus, databases.shards())));
        Live live = new Live(config.live(), verifier, meters.registry(), clock);
        steps.add(() -> deploy(new LiveVerticle(live, bus, cluster.nodeName())));
        NotificationMachinery telling = new NotificationMachinery(
                config, notification, cluster, databases, bus, meters.registry(), clock, random);
        telling.verticles().forEach(verticle -> steps.add(() -> deploy(verticle)));
        for (int i = 0; i < config.http().instances(); i++) {
            steps.add(() -> deployEdge(verifier, live, notification));
        }
        Future<Void> chain = Future.succeededFuture();
        for (Supplier<Future<String>> step : steps) {
            chain = chain.compose(done -> step.get()).onSuccess(deployed::push).mapEmpty();
        }
        return chain;
    }

    private Future<String> deploy(VerticleBase verticle) {
        return cluster.vertx().deployVerticle(verticle);
    }

    // The first one compiles the OpenAPI document, which takes too long for an event loop.
    private Future<String> deployEdge(TokenVerifier verifier, Live live, NotificationConfig notification) {
        return cluster.vertx()
                .executeBlocking(() -> edge(verifier, live, notification))
                .compose(this::deploy);
    }

    private HttpVerticle edge(TokenVerifier verifier, Live live, NotificationConfig notification) {
        BookingClient desk =
                new BookingClient(bus, patientBus, databases.shards().count());
        WaitlistClient waitlist = new WaitlistClient(bus, databases.shards().count());
        NotificationClient notifications =
                new NotificationClient(bus, databases.shards().count());
        Optional<LocalOutbox> localOutbox =
                demo() ? Optional.of(new LocalOutbox(databases.accounts())) : Optional.empty();
        List<Function<Vertx, Routes>> routes = List.of(
                vertx -> new AuthRoutes(bus, config.account().tokenLife()),
                vertx -> new AccountAdminRoutes(bus, new BookedTotals(desk)::of),
                vertx -> new CatalogRoutes(vertx, bus, desk, meters.registry()),
                vertx -> new BookingRoutes(bus, desk, clock, config.booking().deadline()),
                vertx -> new WaitlistRoutes(
                        bus, waitlist, desk, clock, config.booking().deadline()),
                vertx -> new NotificationRoutes(bus, notifications, clock),
                vertx -> new ContactRoutes(
                        bus,
                        () -> pushKey(notification),
                        notification.push().allowPrivate(),
                        notification.webhook().allowPrivate()),
                vertx -> new LocalOutboxRoutes(localOutbox),
                vertx -> new SystemRoutes(vertx, health, meters::scrape, clock));
        return new HttpVerticle(config.http(), verifier, meters.registry(), clock, routes, sockets(live));
    }

    // Where push goes to the local outbox, browsers may subscribe as well.
    private Optional<String> pushKey(NotificationConfig notification) {
        return notification.push().enabled() || demo()
                ? notification.push().keys().map(VapidKeyPair::publicKey)
                : Optional.empty();
    }

    private boolean demo() {
        return config.account().profile() == Profile.DEMO;
    }

    private static SocketSettings sockets(Live live) {
        return new SocketSettings(live.edges(), live.longestFrame());
    }

    private Future<Void> undeploy() {
        Future<Void> chain = Future.succeededFuture();
        while (!deployed.isEmpty()) {
            String id = deployed.pop();
            chain = chain.compose(done -> cluster.vertx().undeploy(id));
        }
        return chain;
    }
}
