package io.evently.live;

import io.evently.account.AccountEndpoints;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogEndpoints;
import io.evently.delivery.Connected;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.delivery.SocketDelivery;
import io.evently.delivery.SocketDelivery.SocketMessage;
import io.evently.delivery.SocketReceipts;
import io.evently.delivery.WhoIsConnected;
import io.evently.notification.NotificationEndpoints;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Takes what the cluster announces, and messages for single users, on behalf of all sockets of its node. One per node. */
public final class LiveVerticle extends VerticleBase {
    private final Live live;
    private final TypedBus bus;
    private final String node;

    /** @param node the name at which other nodes ask for this one's sockets */
    public LiveVerticle(Live live, TypedBus bus, String node) {
        this.live = live;
        this.bus = bus;
        this.node = node;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.listen(
                        CatalogEndpoints.SEATS_CHANGED,
                        seats -> seats.counts().forEach(count -> live.tellSeats(LiveBodies.of(count)))),
                bus.listen(CatalogEndpoints.EVENT_NEWS, news -> live.tell(LiveBodies.of(news))),
                bus.listen(NotificationEndpoints.SYSTEM_ALERTS, alert -> live.tell(LiveBodies.of(alert))),
                bus.listen(AccountEndpoints.REVOKED, live::revoked),
                bus.answerFar(DeliveryEndpoints.SOCKETS.on(node), this::deliver),
                bus.answerFar(DeliveryEndpoints.WHO_IS_CONNECTED.on(node), this::connected)));
    }

    private Future<Connected> connected(WhoIsConnected question) {
        Set<UUID> here = new HashSet<>();
        if (live.audience().addresses() > 0) {
            for (UUID user : question.users()) {
                if (live.audience().anybodyAt(LiveAddress.ofUser(user))) {
                    here.add(user);
                }
            }
        }
        return Future.succeededFuture(new Connected(here));
    }

    private Future<SocketReceipts> deliver(SocketDelivery delivery) {
        Set<UUID> written = new HashSet<>();
        for (SocketMessage message : delivery.messages()) {
            if (live.tell(LiveBodies.of(message)) > 0) {
                written.add(message.notificationId());
            }
        }
        return Future.succeededFuture(new SocketReceipts(written));
    }
}
