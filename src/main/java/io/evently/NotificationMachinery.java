package io.evently;

import io.evently.bus.TypedBus;
import io.evently.catalog.SeatFeed;
import io.evently.channel.Channels;
import io.evently.cluster.Cluster;
import io.evently.config.Profile;
import io.evently.contact.ContactVerticle;
import io.evently.contact.Integrators;
import io.evently.delivery.DeliveryVerticle;
import io.evently.notification.BroadcastVerticle;
import io.evently.notification.NotificationConfig;
import io.evently.notification.NotificationOutlet;
import io.evently.notification.NotificationVerticle;
import io.evently.outbox.RelayVerticle;
import io.evently.schedule.Signal;
import io.evently.storage.BackgroundBudget;
import io.evently.storage.Databases;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What a node needs to tell people: the relay of each shard, the deliveries of all, and whoever answers questions about them. */
final class NotificationMachinery {
    private final ServerConfig config;
    private final NotificationConfig notification;
    private final Cluster cluster;
    private final Databases databases;
    private final TypedBus bus;
    private final MeterRegistry meters;
    private final Clock clock;
    private final SecureRandom random;
    private final Signal deliveriesDue = new Signal();

    NotificationMachinery(
            ServerConfig config,
            NotificationConfig notification,
            Cluster cluster,
            Databases databases,
            TypedBus bus,
            MeterRegistry meters,
            Clock clock,
            SecureRandom random) {
        this.config = config;
        this.notification = notification;
        this.cluster = cluster;
        this.databases = databases;
        this.bus = bus;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
    }

    /** To be deployed in this order, after whoever answers for the sockets of this node. */
    List<VerticleBase> verticles() {
        Integrators integrators = new Integrators(databases.accounts());
        BackgroundBudget spare =
                new BackgroundBudget(databases.shards(), config.outbox().share());
        List<VerticleBase> verticles = new ArrayList<>();
        verticles.add(new DeliveryVerticle(
                config.delivery(),
                bus,
                databases.shards(),
                databases.accounts(),
                Channels.open(
                        cluster.vertx(),
                        notification.channels(),
                        config.account().profile() == Profile.DEMO ? databases.accounts() : null,
                        clock),
                integrators,
                deliveriesDue,
                spare,
                cluster::nodeNames,
                meters,
                clock,
                random));
        verticles.add(new BroadcastVerticle(config.delivery(), databases.shards(), deliveriesDue, clock));
        verticles.add(
                new ContactVerticle(bus, databases.accounts(), config.delivery().defaultChannels(), clock, random));
        for (Shard shard : databases.shards().all()) {
            verticles.add(new NotificationVerticle(bus, shard, deliveriesDue, clock, random));
            verticles.add(relay(shard, integrators, spare));
        }
        return verticles;
    }

    private RelayVerticle relay(Shard shard, Integrators integrators, BackgroundBudget spare) {
        SeatFeed seats = new SeatFeed(cluster.vertx(), bus, shard, clock);
        Ids ids = new Ids(clock, random);
        return new RelayVerticle(
                config.outbox(),
                shard,
                List.of(seats, new NotificationOutlet(shard.number(), bus, ids, integrators)),
                spare,
                () -> {
                    seats.look();
                    deliveriesDue.ring();
                },
                meters,
                clock);
    }
}
