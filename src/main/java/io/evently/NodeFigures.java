package io.evently;

import io.evently.api.HealthChecks;
import io.evently.catalog.SeatCensus;
import io.evently.catalog.SeatsOnSale;
import io.evently.notification.NotificationClient;
import io.evently.schedule.Rounds;
import io.evently.storage.Shards;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Figures of a node that have to be asked for: whether what it stands on answers, how many members the cluster has, what
 * deliveries were given up, what is on sale. Asked from time to time, not by each scrape; what does not answer keeps its last
 * value, except for the question whether it does.
 */
final class NodeFigures extends VerticleBase {
    private static final Duration OFTEN = Duration.ofSeconds(5);
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final HealthChecks checks;
    private final NotificationClient notifications;
    private final Shards shards;
    private volatile double databasesUp = Double.NaN;
    private volatile double redisUp = Double.NaN;
    private volatile double waiting = Double.NaN;
    private volatile double dead = Double.NaN;
    private volatile SeatsOnSale seats = SeatsOnSale.UNKNOWN;
    private Rounds asking;
    private Rounds counting;

    /** @param version of this program */
    NodeFigures(
            HealthChecks checks,
            NotificationClient notifications,
            Shards shards,
            MeterRegistry registry,
            String version) {
        this.checks = checks;
        this.notifications = notifications;
        this.shards = shards;
        Gauge.builder("evently.build.info", () -> 1)
                .description("Always 1; the label names the version of this node")
                .tag("version", version)
                .strongReference(true)
                .register(registry);
        gauge("evently.cluster.members", "Members of the cluster as this node sees them", registry, this::members);
        gauge("evently.databases.up", "Share of the databases that answer, 0 to 1", registry, () -> databasesUp);
        gauge("evently.redis.up", "1 when Redis answers, else 0", registry, () -> redisUp);
        gauge("evently.deliveries.waiting", "Deliveries that are still to be made", registry, () -> waiting);
        gauge("evently.deliveries.dead", "Deliveries that were given up", registry, () -> dead);
        gauge("evently.seats.sold", "Seats sold of events on sale", registry, () -> seats.sold());
        gauge("evently.seats.held", "Seats held of events on sale", registry, () -> seats.held());
        gauge("evently.seats.free", "Seats that can be booked at once", registry, () -> seats.free());
    }

    @Override
    public Future<?> start() {
        asking = Rounds.every(vertx, "Asking whether databases and Redis answer", OFTEN, this::ask);
        asking.start();
        counting = Rounds.every(vertx, "Counting seats and dead letters", SELDOM, this::count);
        counting.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(asking.stop(), counting.stop());
    }

    private Future<Void> ask() {
        List<Future<?>> databases = new ArrayList<>(checks.databases());
        Future<?> redis = checks.redis();
        return Future.join(databases)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .onSuccess(asked -> databasesUp =
                        (double) databases.stream().filter(Future::succeeded).count() / databases.size())
                .compose(asked -> redis.<Void>mapEmpty().otherwiseEmpty())
                .onSuccess(asked -> redisUp = redis.succeeded() ? 1.0 : 0.0);
    }

    private Future<Void> count() {
        return notifications
                .stats()
                .onSuccess(stats -> {
                    waiting = stats.pending();
                    dead = stats.dead();
                })
                .compose(stats -> new SeatCensus(shards).count())
                .onSuccess(counted -> seats = counted)
                .mapEmpty();
    }

    private double members() {
        return checks.clusterMembers();
    }

    private static void gauge(String name, String description, MeterRegistry registry, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
