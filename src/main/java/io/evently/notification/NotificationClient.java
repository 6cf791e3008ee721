package io.evently.notification;

import io.evently.storage.ShardedBus;
import io.vertx.core.Future;
import java.util.Comparator;

/**
 * Takes requests to the shard that an id names, or to all of them where none knows everything; an id that names no shard
 * is not found.
 */
public final class NotificationClient {
    private static final int ALERTS = 0;

    private static final Comparator<NotificationView> NEWEST_FIRST = Comparator.comparing(NotificationView::createdAt)
            .thenComparing(notification -> notification.id().toString())
            .reversed();

    private final ShardedBus bus;

    public NotificationClient(ShardedBus bus) {
        this.bus = bus;
    }

    /** Stores a notification on a shard that follows from the user's id, so that many users spread over all. */
    public Future<SentNotification> send(SendNotification wish) {
        int home = (int) Math.floorMod(wish.userId().getLeastSignificantBits(), (long) bus.shardCount());
        return bus.askShard(NotificationEndpoints.SEND, home, wish);
    }

    public Future<SystemAlert> alert(SendAlert wish) {
        return bus.askShard(NotificationEndpoints.ALERT, ALERTS, wish);
    }

    public Future<BroadcastLookup> broadcast(StartBroadcast wish) {
        return bus.ask(NotificationEndpoints.BROADCAST, wish.eventId(), wish, new BroadcastLookup.NotFound());
    }

    public Future<BroadcastLookup> progress(ReadBroadcast query) {
        return bus.ask(NotificationEndpoints.PROGRESS, query.broadcastId(), query, new BroadcastLookup.NotFound());
    }

    /** Each shard reads as many rows as offset and limit together. */
    public Future<NotificationPage> list(ListNotifications query) {
        ListNotifications upToThere =
                new ListNotifications(query.userId(), query.unreadOnly(), query.offset() + query.limit(), 0);
        return bus.askAll(NotificationEndpoints.LIST, upToThere)
                .map(pages -> new NotificationPage(
                        pages.stream()
                                .flatMap(page -> page.notifications().stream())
                                .sorted(NEWEST_FIRST)
                                .skip(query.offset())
                                .limit(query.limit())
                                .toList(),
                        pages.stream().mapToLong(NotificationPage::total).sum(),
                        pages.stream().mapToLong(NotificationPage::unread).sum()));
    }

    public Future<NotificationLookup> markRead(MarkRead wish) {
        return bus.ask(NotificationEndpoints.MARK_READ, wish.notificationId(), wish, new NotificationLookup.NotFound());
    }

    public Future<MarkedRead> markAllRead(MarkAllRead wish) {
        return bus.askAll(NotificationEndpoints.MARK_ALL_READ, wish)
                .map(parts -> new MarkedRead(
                        parts.stream().mapToInt(MarkedRead::marked).sum()));
    }

    public Future<NotificationStats> stats() {
        return bus.askAll(NotificationEndpoints.STATS, new ReadNotificationStats())
                .map(NotificationStats::of);
    }

    public Future<AttemptsLookup> attempts(ReadAttempts query) {
        return bus.ask(NotificationEndpoints.ATTEMPTS, query.notificationId(), query, new AttemptsLookup.NotFound());
    }
}
