package io.evently;

import io.evently.account.service.SharedSecrets;
import io.evently.api.ContactRoutes;
import io.evently.api.LocalOutboxRoutes;
import io.evently.api.NotificationRoutes;
import io.evently.bus.BusMessage;
import io.evently.channel.Channels;
import io.evently.channel.LocalOutbox;
import io.evently.channel.VapidKeyPair;
import io.evently.contact.ContactEndpoints;
import io.evently.contact.ContactVerticle;
import io.evently.contact.Integrators;
import io.evently.delivery.DeadLetterClient;
import io.evently.delivery.DeadLetterVerticle;
import io.evently.delivery.DeliveryConfig;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.delivery.DeliveryVerticle;
import io.evently.delivery.Handover;
import io.evently.delivery.Presence;
import io.evently.http.Routes;
import io.evently.notification.BroadcastVerticle;
import io.evently.notification.NotificationClient;
import io.evently.notification.NotificationConfig;
import io.evently.notification.NotificationEndpoints;
import io.evently.notification.NotificationListener;
import io.evently.notification.NotificationVerticle;
import io.evently.outbox.FactListener;
import io.evently.schedule.Signal;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Telling people: what they are told, where they can be reached, and the attempts to reach them. */
final class NotificationWing implements Wing {
    private static final String PUSH_KEYS = "vapid";

    private final Foundation foundation;
    private final Pool accounts;
    private final Integrators integrators;
    private final Signal deliveriesDue = new Signal();
    private final Presence presence;
    private final Handover handover;
    private volatile NotificationConfig config;

    NotificationWing(Foundation foundation) {
        this.foundation = foundation;
        this.accounts = foundation.databases().accounts();
        this.integrators = new Integrators(accounts);
        this.presence = new Presence(foundation.bus(), foundation.neighbours()::names);
        this.handover = new Handover(foundation.config().delivery().lease());
        this.config = foundation.config().notification();
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return Stream.of(ContactEndpoints.FAMILIES, DeliveryEndpoints.FAMILIES, NotificationEndpoints.FAMILIES)
                .<Class<? extends BusMessage>>flatMap(List::stream)
                .toList();
    }

    // Browsers bind their subscriptions to the key, so all nodes and all starts must have the same.
    @Override
    public Future<Void> prepare() {
        NotificationConfig given = foundation.config().notification();
        if (!foundation.config().demo() || given.push().keys().isPresent()) {
            return Future.succeededFuture();
        }
        VapidKeyPair made = VapidKeyPair.generate();
        return SharedSecrets.getOrKeep(accounts, PUSH_KEYS, made.publicKey() + ' ' + made.privateKey())
                .onSuccess(kept -> {
                    String[] keys = kept.split(" ", 2);
                    config = given.withKeys(new VapidKeyPair(keys[0], keys[1]));
                })
                .mapEmpty();
    }

    @Override
    public List<VerticleBase> verticles() {
        DeliveryConfig delivery = foundation.config().delivery();
        Shards shards = foundation.databases().shards();
        Clock clock = foundation.clock();
        ShardClocks clocks = foundation.clocks();
        List<VerticleBase> verticles = new ArrayList<>();
        verticles.add(new DeliveryVerticle(
                delivery,
                foundation.bus(),
                shards,
                accounts,
                Channels.open(
                        foundation.vertx(),
                        config.channels(),
                        foundation.config().demo() ? accounts : null,
                        clock),
                integrators,
                deliveriesDue,
                foundation.spare(),
                handover,
                foundation.neighbours()::names,
                foundation.registry(),
                clocks,
                foundation.random()));
        verticles.add(new BroadcastVerticle(delivery, shards, presence, deliveriesDue, foundation.spare(), clocks));
        verticles.add(new ContactVerticle(
                foundation.bus(), accounts, delivery.defaultChannels(), clock, foundation.random()));
        for (Shard shard : shards.all()) {
            Clock time = clocks.of(shard);
            verticles.add(new NotificationVerticle(foundation.bus(), shard, deliveriesDue, time, foundation.random()));
            verticles.add(new DeadLetterVerticle(foundation.bus(), shard, deliveriesDue, time));
        }
        return verticles;
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        NotificationClient notifications = new NotificationClient(foundation.shardedBus());
        NotificationConfig prepared = config;
        Optional<LocalOutbox> localOutbox =
                foundation.config().demo() ? Optional.of(new LocalOutbox(accounts)) : Optional.empty();
        return List.of(
                vertx -> new NotificationRoutes(
                        foundation.bus(),
                        notifications,
                        new DeadLetterClient(foundation.shardedBus()),
                        foundation.clock()),
                vertx -> new ContactRoutes(
                        foundation.bus(),
                        () -> publicKey(prepared),
                        prepared.push().allowPrivate(),
                        prepared.webhook().allowPrivate()),
                vertx -> new LocalOutboxRoutes(localOutbox));
    }

    // Where push goes to the local outbox, browsers may subscribe as well.
    private Optional<String> publicKey(NotificationConfig prepared) {
        return prepared.push().enabled() || foundation.config().demo()
                ? prepared.push().keys().map(VapidKeyPair::publicKey)
                : Optional.empty();
    }

    @Override
    public List<FactListener> listeners(Shard shard) {
        return List.of(new NotificationListener(
                shard.number(),
                foundation.bus(),
                foundation.ids(),
                integrators,
                deliveriesDue,
                presence,
                handover,
                foundation.clocks().of(shard)));
    }
}
