package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.delivery.DeliveryConfig;
import io.evently.notification.ExpansionRepository.Coming;
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
    private final Runnable onNewDeliveries;
    private final Clock clock;
    private final ExpansionRepository repository = new ExpansionRepository();

    public Broadcasting(Shard shard, DeliveryConfig config, Runnable onNewDeliveries, Clock clock) {
        this.shard = shard;
        this.config = config;
        this.onNewDeliveries = onNewDeliveries;
        this.clock = clock;
    }

    /** One round: reminders that are due, then every broadcast that runs, to its end. */
    Future<Void> run() {
        Future<Void> reminded = Future.succeededFuture();
        Duration next = Duration.ZERO;
        for (Duration lead : config.reminders()) {
            Duration shorter = next;
            reminded = reminded.compose(done -> remind(lead, shorter));
            next = lead;
        }
        return reminded.compose(done -> expand());
    }

    private Future<Void> expand() {
        return repository.expand(shard.pool(), config.broadcastBatch(), now()).compose(wrote -> {
            if (!wrote) {
                return Future.succeededFuture();
            }
            onNewDeliveries.run();
            return expand();
        });
    }

    private Future<Void> remind(Duration lead, Duration next) {
        return repository.due(shard.pool(), lead, next, now(), EVENTS).compose(events -> {
            Future<Void> reminded = Future.succeededFuture();
            for (Coming event : events) {
                reminded = reminded.compose(done ->
                        repository.remind(shard.pool(), event, lead, "Coming up: " + event.name(), CHANNELS, now()));
            }
            return events.size() < EVENTS ? reminded : reminded.compose(done -> remind(lead, next));
        });
    }

    private Instant now() {
        return clock.instant();
    }
}
