package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.delivery.DeliveryConfig;
import io.evently.delivery.Presence;
import io.evently.notification.ExpansionRepository.Coming;
import io.evently.schedule.Next;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Writes broadcasts of a shard to their recipients, a page at a time, and makes those that remind of events. Every node does
 * it; the rows' locks and keys make that safe.
 */
public final class Broadcasting {
    private static final List<ChannelName> CHANNELS = List.of(ChannelName.WEBSOCKET, ChannelName.EMAIL);
    private static final int EVENTS = 100;

    private final Shard shard;
    private final DeliveryConfig config;
    private final Presence presence;
    private final Runnable onNewDeliveries;
    private final Clock clock;
    private final ExpansionRepository repository = new ExpansionRepository();

    /**
     * Broadcasts of one shard.
     *
     * @param presence tells for whom no delivery to a socket is made
     * @param onNewDeliveries run when there is something to deliver
     */
    public Broadcasting(Shard shard, DeliveryConfig config, Presence presence, Runnable onNewDeliveries, Clock clock) {
        this.shard = shard;
        this.config = config;
        this.presence = presence;
        this.onNewDeliveries = onNewDeliveries;
        this.clock = clock;
    }

    /** Makes the reminders that are due. */
    Future<Next> remind() {
        Future<Void> reminded = Future.succeededFuture();
        Duration next = Duration.ZERO;
        for (Duration lead : config.reminders()) {
            Duration shorter = next;
            reminded = reminded.compose(done -> remind(lead, shorter));
            next = lead;
        }
        return reminded.map(Next.NOTHING);
    }

    /** Writes a page of the broadcast that runs longest. */
    Future<Next> round() {
        return page().map(wrote -> {
            if (wrote) {
                onNewDeliveries.run();
            }
            return wrote ? Next.MORE : Next.NOTHING;
        });
    }

    private Future<Boolean> page() {
        int bookings = config.broadcastBatch();
        return repository
                .next(shard.pool(), bookings)
                .compose(presence::absent)
                .compose(absent -> repository.expand(shard.pool(), bookings, absent, now()));
    }

    private Future<Void> remind(Duration lead, Duration next) {
        return repository.due(shard.pool(), lead, next, now(), EVENTS).compose(events -> {
            Future<Void> reminded = Future.succeededFuture();
            for (Coming event : events) {
                reminded = reminded.compose(done ->
                        repository.remind(shard.pool(), event, lead, "Coming up: " + event.name(), CHANNELS, now()));
            }
            if (!events.isEmpty()) {
                reminded = reminded.onSuccess(made -> onNewDeliveries.run());
            }
            return events.size() < EVENTS ? reminded : reminded.compose(done -> remind(lead, next));
        });
    }

    private Instant now() {
        return clock.instant();
    }
}
